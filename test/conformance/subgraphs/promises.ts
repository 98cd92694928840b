import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTrace } from '@apollo/server/plugin/inlineTrace';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { expect } from '@jest/globals';
import { parse, print, type DocumentNode } from 'graphql';
import { createHttpUpstream } from '../../../gateway/upstream/http-upstream.ts';
import type { SubgraphEndpoint } from '../../../platform/subgraph/endpoint.ts';
import { ask } from '../../support/call-subgraph.ts';
import { IDENTITY, type Federation } from '../federation/federation.ts';
import { archive } from './archive.ts';
import { assertLink, directivesOf, linksOf, schemaDirectives } from './read-published.ts';

/** What a promise is looked at with: the subgraph itself, its SDL as it publishes it, and a gateway in front of it and its neighbours. */
export interface Stage {
  readonly subgraph: SubgraphEndpoint;
  readonly sdl: DocumentNode;
  readonly federation: Federation;
}

interface Promised {
  readonly id: string;
  readonly must: string;
  check(stage: Stage): Promise<void> | void;
}

async function entities(subgraph: SubgraphEndpoint, selection: string, representations: readonly object[]): Promise<unknown> {
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`;
  return JSON.parse(JSON.stringify((await ask<{ _entities: unknown }>(subgraph, query, { variables: { representations } }))._entities)) as unknown;
}

async function answers(federation: Federation, query: string, data: object): Promise<void> {
  const result = await federation.ask(query);
  expect(result.errors).toBeUndefined();
  expect(JSON.parse(JSON.stringify(result.data))).toEqual(data);
}

/** What every subgraph promises to whoever composes and asks it, in the order of its ids. */
export const PROMISES: readonly Promised[] = [
  {
    id: 'FED-SUB-01',
    must: 'publishes a composed directive: its link, its definition, and where it is applied',
    check({ sdl }) {
      expect(linksOf(sdl)).toContainEqual({ url: 'https://specs.example.com/shelving/v1.0', imports: ['@fragile'] });
      expect(schemaDirectives(sdl, 'composeDirective').map(print)).toEqual(['@composeDirective(name: "@fragile")']);
      expect(sdl.definitions.map(print)).toContain('directive @fragile on OBJECT');
      expect(directivesOf(sdl, 'Reel')).toContain('@fragile');
    },
  },
  { id: 'FED-SUB-02', must: 'lets a subgraph that traces itself answer its trace to the gateway', check: answersTrace },
  {
    id: 'FED-SUB-03',
    must: 'publishes what is inaccessible',
    check: ({ sdl }) => expect(directivesOf(sdl, 'Size', 'unit')).toEqual(['@inaccessible']),
  },
  {
    id: 'FED-SUB-04',
    must: 'answers what is inaccessible to its own callers, and not to clients of the gateway',
    async check({ subgraph, federation }) {
      expect(await ask(subgraph, '{ reel(id: "r1") { size { unit } } }')).toEqual({ reel: { size: { unit: 'kg' } } });
      await expect(async () => federation.ask('{ reel(id: "r1") { size { unit } } }')).rejects.toThrow('Cannot query field "unit"');
    },
  },
  {
    id: 'FED-SUB-05',
    must: 'publishes an interface object with its key',
    check: ({ sdl }) => expect(directivesOf(sdl, 'Vault')).toEqual(['@interfaceObject', '@key(fields: "id")']),
  },
  {
    id: 'FED-SUB-06',
    must: "answers an interface object's fields through the gateway",
    check: ({ federation }) => answers(federation, '{ vault(id: "north") { lost { code cause } } }', { vault: { lost: [{ code: 'LON', cause: 'fire' }] } }),
  },
  {
    id: 'FED-SUB-07',
    must: 'publishes the SDL that it was made of',
    check({ sdl }) {
      const made = parse(archive.sdl, { noLocation: true });
      for (const definition of made.definitions.map(print)) expect(sdl.definitions.map(print)).toContain(definition);
    },
  },
  {
    id: 'FED-SUB-08',
    must: 'publishes a key of one field',
    check: ({ sdl }) => expect(directivesOf(sdl, 'Viewer')).toContain('@key(fields: "email")'),
  },
  {
    id: 'FED-SUB-09',
    must: 'resolves a key of one field',
    async check({ subgraph, federation }) {
      expect(await entities(subgraph, '... on Viewer { email name }', [{ __typename: 'Viewer', email: 'ida@example.com' }])).toEqual([
        { email: 'ida@example.com', name: 'Ida' },
      ]);
      await answers(federation, '{ reel(id: "r1") { addedBy { email yearsOfViewing } } }', {
        reel: { addedBy: { email: 'ida@example.com', yearsOfViewing: 10 } },
      });
    },
  },
  {
    id: 'FED-SUB-10',
    must: 'publishes a key of several fields',
    check: ({ sdl }) => expect(directivesOf(sdl, 'LostReel')).toEqual(['@key(fields: "code vault")']),
  },
  {
    id: 'FED-SUB-11',
    must: 'resolves a key of several fields',
    async check({ subgraph }) {
      const representation = { __typename: 'LostReel', code: 'LON', vault: 'burnt' };
      expect(await entities(subgraph, '... on LostReel { code vault cause }', [representation])).toEqual([{ code: 'LON', vault: 'burnt', cause: 'fire' }]);
    },
  },
  {
    id: 'FED-SUB-12',
    must: 'publishes a key with a selection below it',
    check: ({ sdl }) => expect(directivesOf(sdl, 'Study')).toEqual(['@key(fields: "paper { number }")']),
  },
  {
    id: 'FED-SUB-13',
    must: 'resolves a key with a selection below it',
    async check({ subgraph }) {
      expect(await entities(subgraph, '... on Study { paper { number summary } }', [{ __typename: 'Study', paper: { number: '77' } }])).toEqual([
        { paper: { number: '77', summary: 'On nitrate' } },
      ]);
    },
  },
  {
    id: 'FED-SUB-14',
    must: 'publishes each of several keys',
    check: ({ sdl }) =>
      expect(directivesOf(sdl, 'Reel')).toEqual(['@fragile', '@key(fields: "id")', '@key(fields: "code vault")', '@key(fields: "code cut { id }")']),
  },
  {
    id: 'FED-SUB-15',
    must: 'resolves one type by each of its keys in one request',
    async check({ subgraph, federation }) {
      const representations = [
        { __typename: 'Reel', id: 'r1' },
        { __typename: 'Reel', code: 'NOS', vault: 'north' },
        { __typename: 'Reel', code: 'MET', cut: { id: 'first' } },
      ];
      expect(await entities(subgraph, '... on Reel { id code }', representations)).toEqual([
        { id: 'r1', code: 'NOS' },
        { id: 'r1', code: 'NOS' },
        { id: 'r2', code: 'MET' },
      ]);
      await answers(federation, '{ vault(id: "north") { reels { code loan(days: 3) } } }', { vault: { reels: [{ code: 'NOS', loan: 'wide 2 3' }] } });
    },
  },
  {
    id: 'FED-SUB-16',
    must: "links one version of federation's specification, and imports of it what it knows",
    check: ({ sdl }) => assertLink(sdl),
  },
  {
    id: 'FED-SUB-17',
    must: 'publishes an override',
    check: ({ sdl }) => expect(directivesOf(sdl, 'Viewer', 'name')).toEqual(['@override(from: "viewers")']),
  },
  {
    id: 'FED-SUB-18',
    must: 'answers an overridden field in the stead of its old home',
    check: ({ federation }) => answers(federation, '{ reel(id: "r1") { addedBy { name } } }', { reel: { addedBy: { name: 'Ida' } } }),
  },
  {
    id: 'FED-SUB-19',
    must: 'answers what a path provides, itself and through the gateway',
    async check({ subgraph, federation }) {
      const data = { reel: { addedBy: { email: 'ida@example.com', filmsSeen: 1500 } } };
      expect(await ask(subgraph, '{ reel(id: "r1") { addedBy { email filmsSeen } } }')).toEqual(data);
      await answers(federation, '{ reel(id: "r1") { addedBy { email filmsSeen } } }', data);
      expect(federation.asked.get('viewers')).toEqual([]);
    },
  },
  {
    id: 'FED-SUB-20',
    must: 'answers a field that requires what another subgraph knows',
    check: ({ federation }) =>
      answers(federation, '{ reel(id: "r1") { addedBy { filmsAYear email } } }', {
        reel: { addedBy: { filmsAYear: expect.any(Number), email: 'ida@example.com' } },
      }),
  },
  {
    id: 'FED-SUB-21',
    must: 'publishes a shared type',
    check: ({ sdl }) => expect(directivesOf(sdl, 'Size')).toEqual(['@shareable']),
  },
  {
    id: 'FED-SUB-22',
    must: 'answers a shared type through the gateway',
    check: ({ federation }) => answers(federation, '{ reel(id: "r2") { size { width weight } } }', { reel: { size: { width: 'narrow', weight: 1 } } }),
  },
  {
    id: 'FED-SUB-23',
    must: 'publishes tags, which clients of the gateway do not see',
    async check({ sdl, federation }) {
      expect(directivesOf(sdl, 'Reel', 'remarks')).toEqual(['@tag(name: "internal")']);
      const { data } = await federation.ask('{ __schema { directives { name } } }');
      expect(JSON.stringify(data)).not.toContain('"tag"');
    },
  },
];

/** The reference implementation of a subgraph traces what it resolves when a header tells it to. The gateway passes that on by rule; the trace ends with it. */
async function answersTrace(): Promise<void> {
  const seen: unknown[] = [];
  const note = {
    requestDidStart: ({ request }: { request: { http?: { headers: { get(name: string): unknown } } } }) => {
      seen.push(request.http?.headers.get(TRACE));
      return Promise.resolve();
    },
  };
  const schema = buildSubgraphSchema([{ typeDefs: parse(archive.sdl), resolvers: archive.resolvers as never }]);
  const server = new ApolloServer({ schema, plugins: [ApolloServerPluginInlineTrace(), note] });
  const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
  const upstream = createHttpUpstream({ name: 'archive', url, forwardIdentity: false, headers: { allow: [TRACE], rename: {}, set: {} } });
  try {
    const direct = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [TRACE]: 'ftv1' },
      body: JSON.stringify({ query: '{ __typename }' }),
    });
    expect(await direct.json()).toEqual({ data: { __typename: 'Query' }, extensions: { ftv1: expect.any(String) } });
    const identity = { ...IDENTITY, headers: { [TRACE]: 'ftv1' } };
    const { data, extensions } = await upstream.execute({ query: '{ __typename }', signal: new AbortController().signal, identity });
    expect({ data, extensions }).toEqual({ data: { __typename: 'Query' }, extensions: undefined });
    expect(seen).toEqual(['ftv1', 'ftv1']);
  } finally {
    await upstream.close();
    await server.stop();
  }
}

const TRACE = 'apollo-federation-include-trace';
