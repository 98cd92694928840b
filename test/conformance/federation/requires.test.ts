import { describeConformance } from './conformance.ts';
import type { SubgraphFixture } from './fixture-subgraph.ts';

interface Item {
  readonly id: string;
  readonly weight?: number | null;
  readonly size?: { readonly depth: number; readonly unit?: { readonly name: string } };
  readonly price?: number;
  readonly zone?: string;
  readonly cost?: number | null;
}

const ITEMS: readonly Item[] = [
  { id: 'i1', weight: 10, size: { depth: 3, unit: { name: 'cm' } } },
  { id: 'i2', weight: null, size: { depth: 5, unit: { name: 'm' } } },
];

const warehouse: SubgraphFixture = {
  name: 'warehouse',
  sdl: /* GraphQL */ `
    type Query {
      items: [Item!]!
      item(id: ID!): Item
    }
    type Item @key(fields: "id") {
      id: ID!
      weight: Int
      size: Size!
      price(currency: String = "EUR"): Float!
      parts: [Part!]!
    }
    type Size {
      depth: Int!
      unit: Unit!
    }
    type Unit {
      name: String!
    }
    type Part @key(fields: "id") {
      id: ID!
      grams: Int!
    }
  `,
  resolvers: {
    Query: { items: () => ITEMS, item: (_: unknown, { id }: { id: string }) => ITEMS.find((item) => item.id === id) },
    Item: {
      __resolveReference: ({ id }: { id: string }) => ITEMS.find((item) => item.id === id),
      price: (item: Item, { currency }: { currency: string }) => Number(item.id.slice(1)) * (currency === 'EUR' ? 100 : 110),
      parts: (item: Item) => [
        { id: `${item.id}a`, grams: 5 },
        { id: `${item.id}b`, grams: 7 },
      ],
    },
    Part: { __resolveReference: ({ id }: { id: string }) => ({ id, grams: 1 }) },
  },
};

const shipping: SubgraphFixture = {
  name: 'shipping',
  sdl: /* GraphQL */ `
    type Item @key(fields: "id") {
      id: ID!
      weight: Int @external
      size: Size! @external
      price(currency: String = "EUR"): Float! @external
      parts: [Part!]! @external
      cost: Int @requires(fields: "weight")
      volume: String! @requires(fields: "size { depth unit { name } }")
      duty: Float! @requires(fields: "price(currency: \\"USD\\")")
      load: Int! @requires(fields: "parts { grams }")
      zone(express: Boolean! = false): String!
    }
    type Part @key(fields: "id") {
      id: ID! @external
      grams: Int! @external
    }
    type Size {
      depth: Int! @external
      unit: Unit! @external
    }
    type Unit {
      name: String! @external
    }
  `,
  resolvers: {
    Item: {
      __resolveReference: (reference: Item) => reference,
      cost: ({ weight }: Item) => (weight === undefined ? -1 : weight === null ? null : weight * 2),
      volume: ({ size }: Item) => `${size?.depth} ${size?.unit?.name}`,
      duty: ({ price }: Item) => (price ?? 0) / 10,
      load: ({ parts }: { parts: { grams: number }[] }) => parts.reduce((sum, { grams }) => sum + grams, 0),
      zone: ({ id }: Item, { express }: { express: boolean }) => `${id}${express ? '!' : ''}`,
    },
  },
};

const billing: SubgraphFixture = {
  name: 'billing',
  sdl: /* GraphQL */ `
    type Item @key(fields: "id") {
      id: ID!
      cost: Int @external
      zone(express: Boolean! = false): String! @external
      total: String! @requires(fields: "cost zone(express: true)")
    }
  `,
  resolvers: { Item: { __resolveReference: (reference: Item) => reference, total: ({ cost, zone }: Item) => `${cost} in ${zone}` } },
};

describeConformance('required fields', [warehouse, shipping, billing], {
  cases: [
    {
      id: 'FED-REQ-001',
      must: 'gives a resolver the field that it requires, null included',
      query: '{ items { cost } }',
      data: { items: [{ cost: 20 }, { cost: null }] },
    },
    {
      id: 'FED-REQ-002',
      must: 'gives nested required fields',
      query: '{ items { volume } }',
      data: { items: [{ volume: '3 cm' }, { volume: '5 m' }] },
    },
    {
      id: 'FED-REQ-003',
      must: 'follows a chain: what is required requires another field itself',
      query: '{ item(id: "i1") { total } }',
      data: { item: { total: '20 in i1!' } },
    },
    {
      id: 'FED-REQ-004',
      must: 'requires a field with an argument',
      query: '{ item(id: "i1") { duty } }',
      data: { item: { duty: 11 } },
    },
    {
      id: 'FED-REQ-005',
      must: 'keeps a required field apart from the same field that the client asks with another argument',
      query: '{ item(id: "i1") { price(currency: "EUR") duty } }',
      data: { item: { price: 100, duty: 11 } },
    },
    {
      id: 'FED-REQ-007',
      must: 'requires lists of objects',
      query: '{ items { load } }',
      data: { items: [{ load: 12 }, { load: 12 }] },
    },
    {
      id: 'FED-REQ-008',
      must: 'leaves what was only required out of the answer',
      query: '{ items { id cost volume } }',
      data: {
        items: [
          { id: 'i1', cost: 20, volume: '3 cm' },
          { id: 'i2', cost: null, volume: '5 m' },
        ],
      },
    },
    {
      id: 'FED-REQ-009',
      must: "works under a client's aliases that bear the name of a required field",
      query: '{ item(id: "i1") { weight: zone cost } }',
      data: { item: { weight: 'i1', cost: 20 } },
    },
  ],
});
