import { describe, expect, it } from '@jest/globals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse, type ExecutionResult } from 'graphql';
import { resolveEntitiesAtOnce } from './resolve-entities.ts';

const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
  type Query { unused: Int }
  interface Named @key(fields: "id") { id: ID! name: String }
  type Book implements Named @key(fields: "id") { id: ID! name: String }
  type Page @key(fields: "id") { id: ID! name: String }
  type Plain @key(fields: "id") { id: ID! name: String }
`;

type Reference = { readonly id: string };

const resolvers = {
  Named: { __resolveType: () => 'Book', __resolveReference: ({ id }: Reference) => ({ id, name: `named ${id}` }) },
  Book: { __resolveReference: ({ id }: Reference) => (id === 'none' ? null : { id, name: `book ${id}` }) },
  Page: {
    __resolveReference({ id }: Reference) {
      if (id === 'throws') throw new Error('no such page');
      if (id === 'book') return { __typename: 'Book', id, name: 'says to be a book' };
      return id === 'rejects' ? Promise.reject(new Error('no page in time')) : Promise.resolve({ __typename: 'Page', id, name: `page ${id}` });
    },
  },
};

function ask(representations: readonly object[], isQuick: boolean): ExecutionResult | Promise<ExecutionResult> {
  const schema = buildSubgraphSchema([{ typeDefs: parse(SDL), resolvers: resolvers as never }]);
  if (isQuick) resolveEntitiesAtOnce(schema);
  const document = parse(`query ($representations: [_Any!]!) {
    _entities(representations: $representations) { __typename ... on Named { id name } ... on Page { id name } ... on Plain { id name } }
  }`);
  return execute({ schema, document, variableValues: { representations } });
}

describe('entities that are resolved at once', () => {
  it.each([
    [
      'found at once, and what is not there',
      [
        { __typename: 'Book', id: '1' },
        { __typename: 'Book', id: 'none' },
      ],
    ],
    [
      'of promises, kept and broken',
      [
        { __typename: 'Page', id: '1' },
        { __typename: 'Page', id: 'rejects' },
      ],
    ],
    ['that name another type', [{ __typename: 'Page', id: 'book' }]],
    ['without a resolver, which are their references', [{ __typename: 'Plain', id: '1', name: 'as told' }]],
    [
      'whose resolver throws',
      [
        { __typename: 'Book', id: '1' },
        { __typename: 'Page', id: 'throws' },
      ],
    ],
    [
      'of an interface, among others',
      [
        { __typename: 'Book', id: '1' },
        { __typename: 'Named', id: '2' },
      ],
    ],
    ['of a type that is unknown', [{ __typename: 'Nobody', id: '1' }]],
  ])('are those of the library: %s', async (_what, representations) => {
    const quick = await ask(representations, true);
    expect(JSON.parse(JSON.stringify(quick))).toEqual(JSON.parse(JSON.stringify(await ask(representations, false))));
  });

  it('need no promise', () => {
    expect(ask([{ __typename: 'Book', id: '1' }], true)).not.toBeInstanceOf(Promise);
  });
});
