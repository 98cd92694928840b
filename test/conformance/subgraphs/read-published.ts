import { Kind, parse, print, type ConstDirectiveNode, type DefinitionNode, type DocumentNode } from 'graphql';
import { expect } from '@jest/globals';
import type { SubgraphEndpoint } from '../../../platform/subgraph/endpoint.ts';
import { ask } from '../../support/call-subgraph.ts';

export async function sdlOf(subgraph: SubgraphEndpoint): Promise<DocumentNode> {
  const { _service } = await ask<{ _service: { sdl: string } }>(subgraph, '{ _service { sdl } }');
  return parse(_service.sdl, { noLocation: true });
}

export function directivesOf(sdl: DocumentNode, typeName: string, fieldName?: string): string[] {
  const definitions = sdl.definitions.flatMap((one: DefinitionNode) => ('name' in one && one.name?.value === typeName && 'fields' in one ? [one] : []));
  const nodes = fieldName === undefined ? definitions : definitions.flatMap(({ fields = [] }) => fields.filter(({ name }) => name.value === fieldName));
  return nodes.flatMap(({ directives = [] }) => directives.map(print));
}

export function schemaDirectives(sdl: DocumentNode, name: string): ConstDirectiveNode[] {
  const definitions = sdl.definitions.flatMap((one) => (one.kind === Kind.SCHEMA_EXTENSION || one.kind === Kind.SCHEMA_DEFINITION ? [one] : []));
  return definitions.flatMap(({ directives = [] }) => directives.filter((directive) => directive.name.value === name));
}

/** The specification's URL and what is imported of it. */
export function linksOf(sdl: DocumentNode): { url: string; imports: string[] }[] {
  return schemaDirectives(sdl, 'link').map(({ arguments: given = [] }) => {
    const value = (name: string) => given.find((argument) => argument.name.value === name)?.value;
    const [url, imports] = [value('url'), value('import')];
    return {
      url: url?.kind === Kind.STRING ? url.value : '',
      imports: imports?.kind === Kind.LIST ? imports.values.flatMap((one) => (one.kind === Kind.STRING ? [one.value] : [])) : [],
    };
  });
}

export const KNOWN_IMPORTS = new Set(
  ['composeDirective', 'extends', 'external', 'inaccessible', 'interfaceObject', 'key', 'override', 'provides', 'requires', 'shareable', 'tag'].map(
    (name) => `@${name}`,
  ),
);

export function assertLink(sdl: DocumentNode): void {
  const links = linksOf(sdl).filter(({ url }) => url.startsWith('https://specs.apollo.dev/federation/'));
  expect(links).toHaveLength(1);
  expect(links[0]?.url).toMatch(/^https:\/\/specs\.apollo\.dev\/federation\/v2\.\d+$/);
  expect(links[0]?.imports.filter((name) => !KNOWN_IMPORTS.has(name))).toEqual([]);
}
