import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Kind, parse, type ObjectTypeDefinitionNode } from 'graphql';
import { listFiles, ROOT } from './source-files.ts';

/** The subgraph that owns each entity; the others only add fields to it. */
const OWNERS = new Map([
  ['Service', 'services'],
  ['Pipeline', 'pipelines'],
  ['CoreAgent', 'core'],
]);

function objectTypes(path: string): ObjectTypeDefinitionNode[] {
  return parse(readFileSync(join(ROOT, path), 'utf8')).definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION);
}

describe('what a subgraph adds to the graph', () => {
  it.each(listFiles(['schema/subgraphs']))('%s: may be absent without taking other subgraphs’ answers with it', (path) => {
    const subgraph = path.replace(/^.*\/|\.graphql$/g, '');
    const unsafe = objectTypes(path).flatMap((type) => {
      const isEntity = type.directives?.some((directive) => directive.name.value === 'key') ?? false;
      if (isEntity) expect([...OWNERS.keys()]).toContain(type.name.value);
      const shared = isEntity ? OWNERS.get(type.name.value) !== subgraph : ['Query', 'Mutation'].includes(type.name.value);
      if (!shared) return [];
      return (type.fields ?? [])
        .filter((field) => field.type.kind === Kind.NON_NULL_TYPE && field.name.value !== 'id')
        .map((field) => `${type.name.value}.${field.name.value}`);
    });
    expect(unsafe).toEqual([]);
  });
});
