import { describeConformance } from './conformance.ts';
import type { SubgraphFixture } from './fixture-subgraph.ts';

const CRATES = [
  { __typename: 'Crate', id: 'c1', weight: 3 },
  { __typename: 'Crate', id: 'c2', weight: 5 },
];
const PRICES: Readonly<Record<string, number>> = { c1: 10, c2: 0.5 };

interface SentCrate {
  readonly isFull: boolean;
  readonly price: number;
}

const depots: SubgraphFixture = {
  name: 'depots',
  sdl: /* GraphQL */ `
    type Query {
      depots: [Depot!]!
    }
    interface Stock {
      weight: Int
    }
    type Crate implements Stock @key(fields: "id") {
      id: ID!
      weight: Int
    }
    type Depot @key(fields: "code") {
      code: String!
      stock: [Stock]
    }
  `,
  resolvers: {
    Query: { depots: () => [{ code: 'd1' }] },
    Depot: { __resolveReference: (reference: object) => reference, stock: () => CRATES },
    Crate: { __resolveReference: ({ id }: { id: string }) => CRATES.find((crate) => crate.id === id) },
  },
};
const prices: SubgraphFixture = {
  name: 'prices',
  sdl: /* GraphQL */ `
    interface Stock {
      isFull: Boolean!
    }
    type Crate @key(fields: "id") {
      id: ID!
      isFull: Boolean!
      label: String @external
      tag: Int @requires(fields: "label")
      price(at: Int!): Float @external
    }
    type Depot @key(fields: "id place { name }") @key(fields: "code") {
      id: ID!
      place: Place!
      code: String!
      stock: [Stock] @external
      worth: Int @requires(fields: "stock { ... on Crate { isFull price(at: 1) } }")
    }
    type Place {
      name: String!
    }
  `,
  resolvers: {
    Crate: { __resolveReference: ({ id }: { id: string }) => ({ id, isFull: id === 'c1' }) },
    Depot: {
      __resolveReference: (reference: object) => ({ id: 'd1', place: { name: 'harbour' }, ...reference }),
      worth: ({ stock }: { stock: readonly SentCrate[] }) => stock.filter(({ isFull }) => isFull).reduce((sum, { price }) => sum + price, 0),
    },
  },
};
const labels: SubgraphFixture = {
  name: 'labels',
  sdl: 'type Crate @key(fields: "id") { id: ID! label: String price(at: Int!): Float }',
  resolvers: { Crate: { __resolveReference: ({ id }: { id: string }) => ({ id, price: PRICES[id] }) } },
};

describeConformance('an operation that a planner may not live through', [depots, prices, labels], {
  cases: [
    {
      id: 'FED-REQ-040',
      must: 'gives what a field requires, behind an interface, of two other subgraphs',
      query: '{ depots { worth } }',
      data: { depots: [{ worth: 10 }] },
    },
    {
      id: 'FED-REQ-041',
      must: 'goes on to answer other operations',
      query: '{ depots { code } }',
      data: { depots: [{ code: 'd1' }] },
      requests: { depots: 1, prices: 0, labels: 0 },
    },
  ],
});
