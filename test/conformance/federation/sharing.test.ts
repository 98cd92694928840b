import { describeConformance } from './conformance.ts';
import type { SubgraphFixture } from './fixture-subgraph.ts';

const library: SubgraphFixture = {
  name: 'library',
  sdl: /* GraphQL */ `
    type Query {
      books: [Book!]!
      newest: Book @provides(fields: "title")
      shelf: [Thing!]! @provides(fields: "... on Book { title }")
      common: Int! @shareable
    }
    union Thing = Book | Disc
    type Book @key(fields: "id") {
      id: ID!
      title: String! @external
      pages: Int! @shareable
    }
    type Disc @key(fields: "id") {
      id: ID!
      tracks: Int!
    }
  `,
  resolvers: {
    Query: {
      books: () => [{ id: 'b1' }, { id: 'b2' }],
      newest: () => ({ id: 'b2', title: 'provided b2' }),
      shelf: () => [
        { __typename: 'Book', id: 'b1', title: 'provided b1' },
        { __typename: 'Disc', id: 'd1', tracks: 9 },
      ],
      common: () => 1,
    },
    Book: { __resolveReference: ({ id }: { id: string }) => ({ id }), pages: () => 100 },
    Disc: { __resolveReference: ({ id }: { id: string }) => ({ id, tracks: 9 }) },
  },
};

const titles: SubgraphFixture = {
  name: 'titles',
  sdl: /* GraphQL */ `
    type Query {
      common: Int! @shareable
    }
    type Book @key(fields: "id") {
      id: ID!
      title: String! @shareable
      pages: Int! @shareable
      isbn: String!
    }
  `,
  resolvers: {
    Query: { common: () => 1 },
    Book: { __resolveReference: ({ id }: { id: string }) => ({ id, title: `title ${id}`, pages: 100, isbn: `isbn-${id}` }) },
  },
};

describeConformance('provided and shared fields', [library, titles], {
  cases: [
    {
      id: 'FED-PRV-001',
      must: 'takes a provided field from the subgraph that provides it on that path',
      query: '{ newest { title } }',
      data: { newest: { title: 'provided b2' } },
      requests: { library: 1, titles: 0 },
    },
    {
      id: 'FED-PRV-002',
      must: 'takes the same field from its owner on another path',
      query: '{ books { title } }',
      data: { books: [{ title: 'title b1' }, { title: 'title b2' }] },
      requests: { titles: 1 },
    },
    {
      id: 'FED-PRV-003',
      must: 'takes fields provided within a union',
      query: '{ shelf { ... on Book { title } ... on Disc { tracks } } }',
      data: { shelf: [{ title: 'provided b1' }, { tracks: 9 }] },
      requests: { titles: 0 },
    },
    {
      id: 'FED-SHR-001',
      must: 'takes a shared field where it already is',
      query: '{ books { pages } common }',
      data: { books: [{ pages: 100 }, { pages: 100 }], common: 1 },
      requests: { library: 1, titles: 0 },
    },
    {
      id: 'FED-SHR-002',
      must: "joins a shared type's own field",
      query: '{ newest { title isbn pages } }',
      data: { newest: { title: 'provided b2', isbn: 'isbn-b2', pages: 100 } },
    },
  ],
});

const oldHome: SubgraphFixture = {
  name: 'old',
  sdl: 'type Query { users: [User!]! } type User @key(fields: "id") { id: ID! name: String! mail: String! city: String! }',
  resolvers: {
    Query: { users: () => [{ id: 'u1' }] },
    User: { __resolveReference: ({ id }: { id: string }) => ({ id }), name: () => 'old name', mail: () => 'old mail', city: () => 'old city' },
  },
};

const newHome: SubgraphFixture = {
  name: 'new',
  sdl: /* GraphQL */ `
    type User @key(fields: "id") {
      id: ID!
      name: String! @override(from: "old")
      mail: String! @override(from: "old", label: "percent(100)")
      city: String! @override(from: "old", label: "percent(0)")
    }
  `,
  resolvers: { User: { __resolveReference: ({ id }: { id: string }) => ({ id }), name: () => 'new name', mail: () => 'new mail', city: () => 'new city' } },
};

describeConformance('overridden fields', [oldHome, newHome], {
  cases: [
    { id: 'FED-OVR-001', must: 'takes an overridden field from its new home', query: '{ users { name } }', data: { users: [{ name: 'new name' }] } },
    {
      id: 'FED-OVR-002',
      must: 'overrides the share of requests that a label says',
      query: '{ users { mail city } }',
      data: { users: [{ mail: 'new mail', city: 'old city' }] },
    },
  ],
});
