import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse, type TypeDefinitionNode, type TypeExtensionNode } from 'graphql';
import ts from 'typescript';
import { listFiles, readSources, ROOT } from './source-files.ts';

/**
 * Words of the schema that gateway/ and platform/ use in a meaning of their own; each with the reason.
 * A word enters here only when the room would have it without any subgraph.
 */
const OWN_WORDS = new Map([
  ['Durability', 'the log states how far an event is safe'],
  ['DurabilityLevel', 'as Durability'],
  ['Position', 'a place in the log'],
  ['EventFilter', 'what a reader of the log asks for'],
  ['Query', 'GraphQL'],
  ['Mutation', 'GraphQL'],
  ['Subscription', 'GraphQL'],
  ['PageInfo', 'Relay'],
]);

describe('the words of the schema', () => {
  it('are declared in no room that must not know them', () => {
    const words = schemaTypeNames().filter((name) => !OWN_WORDS.has(name));
    const found = readSources('gateway', 'platform').flatMap(({ path, text }) =>
      declaredNames(path, text)
        .filter((name) => words.includes(name))
        .map((name) => `${path}: ${name}`),
    );
    expect(found).toEqual([]);
  });
});

function schemaTypeNames(): string[] {
  const names = listFiles(['schema/subgraphs']).flatMap((path) =>
    parse(readFileSync(join(ROOT, path), 'utf8')).definitions.flatMap((definition) =>
      'name' in definition && definition.name !== undefined && /Type|Scalar/.test(definition.kind)
        ? [(definition as TypeDefinitionNode | TypeExtensionNode).name.value]
        : [],
    ),
  );
  return [...new Set(names)];
}

function declaredNames(path: string, text: string): string[] {
  const names: string[] = [];
  function visit(node: ts.Node): void {
    const name = (node as Partial<ts.NamedDeclaration>).name;
    if (!ts.isImportSpecifier(node) && name !== undefined && ts.isIdentifier(name)) names.push(name.text);
    ts.forEachChild(node, visit);
  }
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return names;
}
