import { describeConformance } from './conformance.ts';
import type { SubgraphFixture } from './fixture-subgraph.ts';

const PRODUCTS = [
  { id: 'p1', sku: 'a', pack: 1, owner: { id: 'o1' }, name: 'Lamp' },
  { id: 'p2', sku: 'b', pack: 2, owner: { id: 'o2' }, name: 'Desk' },
];

const catalog: SubgraphFixture = {
  name: 'catalog',
  sdl: /* GraphQL */ `
    type Query {
      products: [Product!]!
      product(id: ID!): Product
      grid: [[Product]]
      twice: [Product!]!
      none: Product
      empty: [Product!]!
      holes: [Product]
    }
    type Product @key(fields: "id") @key(fields: "sku pack") @key(fields: "owner { id } sku") {
      id: ID!
      sku: String!
      pack: Int!
      owner: Owner!
      name: String
    }
    type Owner @shareable {
      id: ID!
    }
  `,
  resolvers: {
    Query: {
      products: () => PRODUCTS,
      product: (_: unknown, { id }: { id: string }) => PRODUCTS.find((product) => product.id === id),
      grid: () => [[PRODUCTS[0], null], [], null, [PRODUCTS[1]]],
      twice: () => [PRODUCTS[0], PRODUCTS[0], PRODUCTS[1], PRODUCTS[0]],
      none: () => null,
      empty: () => [],
      holes: () => [null, PRODUCTS[1]],
    },
  },
};

const stock: SubgraphFixture = {
  name: 'stock',
  sdl: /* GraphQL */ `
    type Product @key(fields: "id") {
      id: ID!
      inStock: Int!
      warehouse: Warehouse
      shelves: [Shelf!]!
    }
    type Warehouse @key(fields: "code") {
      code: String!
      city: String!
    }
    type Shelf {
      number: Int!
    }
  `,
  resolvers: {
    Product: {
      __resolveReference: ({ id }: { id: string }) => ({
        id,
        inStock: Number(id.slice(1)) * 10,
        warehouse: { code: `w-${id}`, city: 'Ulm' },
        shelves: [{ number: 1 }, { number: 2 }],
      }),
    },
  },
};

const prices: SubgraphFixture = {
  name: 'prices',
  sdl: 'type Product @key(fields: "sku pack") { sku: String! pack: Int! price: Float! }',
  resolvers: { Product: { __resolveReference: ({ sku, pack }: { sku: string; pack: number }) => ({ sku, pack, price: sku.charCodeAt(0) + pack }) } },
};

const deals: SubgraphFixture = {
  name: 'deals',
  sdl: /* GraphQL */ `
    type Query {
      deal: Deal
    }
    type Deal {
      product: Product!
      warehouse: Warehouse!
    }
    type Product @key(fields: "owner { id } sku") {
      sku: String!
      owner: Owner!
      deal: String
    }
    type Owner @shareable {
      id: ID!
    }
    type Warehouse @key(fields: "code", resolvable: false) {
      code: String!
    }
  `,
  resolvers: {
    Query: { deal: () => ({ product: { sku: 'a', owner: { id: 'o1' }, deal: 'o1/a' }, warehouse: { code: 'w-p9' } }) },
    Product: { __resolveReference: (reference: { owner: { id: string }; sku: string }) => ({ ...reference, deal: `${reference.owner.id}/${reference.sku}` }) },
  },
};

const resolvableCatalog: SubgraphFixture = {
  ...catalog,
  resolvers: {
    ...catalog.resolvers,
    Product: {
      __resolveReference: (reference: { id?: string; sku?: string; pack?: number }) =>
        PRODUCTS.find((product) => (reference.id === undefined ? product.sku === reference.sku : product.id === reference.id)),
    },
  },
};
const resolvableStock: SubgraphFixture = {
  ...stock,
  resolvers: { ...stock.resolvers, Warehouse: { __resolveReference: ({ code }: { code: string }) => ({ code, city: `city of ${code}` }) } },
};

describeConformance('entity keys', [resolvableCatalog, resolvableStock, prices, deals], {
  cases: [
    {
      id: 'FED-KEY-001',
      must: 'joins fields of two subgraphs by a simple key',
      query: '{ products { name inStock } }',
      data: {
        products: [
          { name: 'Lamp', inStock: 10 },
          { name: 'Desk', inStock: 20 },
        ],
      },
      requests: { catalog: 1, stock: 1, prices: 0 },
    },
    {
      id: 'FED-KEY-002',
      must: 'joins by a composite key, and by several keys in one query',
      query: '{ product(id: "p2") { price inStock name } }',
      data: { product: { price: 100, inStock: 20, name: 'Desk' } },
      requests: { catalog: 1, stock: 1, prices: 1 },
    },
    {
      id: 'FED-KEY-003',
      must: 'joins by a key with a nested selection',
      query: '{ products { deal } }',
      data: { products: [{ deal: 'o1/a' }, { deal: 'o2/b' }] },
    },
    {
      id: 'FED-KEY-004',
      must: 'goes through a third subgraph when two share no key',
      query: '{ deal { product { inStock price deal } } }',
      data: { deal: { product: { inStock: 10, price: 98, deal: 'o1/a' } } },
    },
    {
      id: 'FED-KEY-005',
      must: 'resolves a stub of an entity that its own subgraph cannot resolve',
      query: '{ deal { warehouse { code city } } }',
      data: { deal: { warehouse: { code: 'w-p9', city: 'city of w-p9' } } },
    },
    {
      id: 'FED-KEY-006',
      must: 'merges through lists of lists, leaving nulls where they are',
      query: '{ grid { name inStock } }',
      data: { grid: [[{ name: 'Lamp', inStock: 10 }, null], [], null, [{ name: 'Desk', inStock: 20 }]] },
    },
    {
      id: 'FED-KEY-007',
      must: 'sends equal references once and answers each place',
      query: '{ twice { id shelves { number } } }',
      data: { twice: ['p1', 'p1', 'p2', 'p1'].map((id) => ({ id, shelves: [{ number: 1 }, { number: 2 }] })) },
      requests: { stock: 1 },
    },
    {
      id: 'FED-KEY-008',
      must: 'asks nothing for what is null or empty',
      query: '{ none { inStock } empty { inStock } }',
      data: { none: null, empty: [] },
      requests: { stock: 0 },
    },
    {
      id: 'FED-KEY-009',
      must: 'keeps the order of a list with holes',
      query: '{ holes { inStock name } }',
      data: { holes: [null, { inStock: 20, name: 'Desk' }] },
    },
    {
      id: 'FED-KEY-010',
      must: 'answers fields in the order of the operation, with aliases',
      query: '{ one: product(id: "p1") { left: inStock title: name right: inStock } two: product(id: "p2") { __typename name } }',
      data: { one: { left: 10, title: 'Lamp', right: 10 }, two: { __typename: 'Product', name: 'Desk' } },
    },
  ],
});
