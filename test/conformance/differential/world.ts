import type { SubgraphFixture } from '../federation/fixture-subgraph.ts';

/** An object of the world: plain fields, and functions for fields that lead on, take arguments or fail. */
type Thing = Readonly<Record<string, unknown>>;

const PEOPLE = ['u0', 'u1', 'u2', 'u3'];
const PRODUCTS = ['p0', 'p1', 'p2', 'p3'];
const REVIEWS = ['r0', 'r1', 'r2', 'r3', 'r4', 'r5'];

/** Everything there is, as one graph. Both the single schema and every subgraph resolve from it. */
export interface World {
  readonly query: Thing;
  find(id: string): Thing | null;
  findBySku(sku: string, pack: number): Thing | null;
}

export function createWorld(): World {
  const things = new Map<string, Thing>();
  const find = (id: string): Thing | null => things.get(id) ?? null;
  const all = (ids: readonly string[]): (Thing | null)[] => ids.map(find);
  const fail = (text: string) => () => {
    throw new Error(text);
  };

  PEOPLE.forEach((id, index) => {
    things.set(id, {
      __typename: 'User',
      id,
      name: `name ${id}`,
      email: index === 1 ? null : `${id}@x`,
      rank: ['LOW', 'HIGH', null, 'LOW'][index],
      friends: () => all(PEOPLE.filter((_, other) => other !== index && (other + index) % 2 === 1)),
      best: () => (index === 3 ? null : find(PEOPLE[(index + 1) % 4] ?? '')),
      favourite: () => find(PRODUCTS[index] ?? ''),
      reviews: ({ first = 10 }: { first?: number | null }) => all(REVIEWS.filter((_, other) => other % 4 === index)).slice(0, first ?? 10),
      score: index === 2 ? fail('no score') : index * 10,
      address: index === 0 ? null : { street: `street ${id}`, city: { name: `city ${index}`, zip: index === 2 ? null : `z${index}` } },
      things: () => [find(PRODUCTS[index] ?? ''), find(REVIEWS[index] ?? ''), find(PEOPLE[index] ?? '')],
    });
  });

  PRODUCTS.forEach((id, index) => {
    const isBook = index % 2 === 0;
    things.set(id, {
      __typename: isBook ? 'Book' : 'Film',
      id,
      sku: `s${index}`,
      pack: index + 1,
      title: `title ${id}`,
      pages: 100 * index,
      minutes: 90 + index,
      price: ({ currency = 'EUR' }: { currency?: string | null }) => (currency === 'USD' ? index * 2 : index),
      stock: index === 1 ? null : index * 5,
      seller: () => find(PEOPLE[3 - index] ?? ''),
      similar: () => all(PRODUCTS.filter((_, other) => other !== index)),
      // Never the failing one: the planner asks an interface object on behalf of all its types for what one of them was asked for.
      reviews: () => all(REVIEWS.filter((_, other) => other % 3 === index && other !== 5)),
      shelf: index === 3 ? fail('no shelf') : { row: index, books: () => [find('p0'), null, find('p2')] },
      tags: ({ in: given = null }: { in?: string[] | null }) => given ?? ['t1', 't2'],
    });
  });

  REVIEWS.forEach((id, index) => {
    things.set(id, {
      __typename: 'Review',
      id,
      body: index === 4 ? null : `body ${id}`,
      stars: index,
      author: () => find(PEOPLE[index % 4] ?? ''),
      product: () => find(PRODUCTS[index % 3] ?? ''),
      verdict: index === 5 ? fail('no verdict') : `verdict ${id}`,
    });
  });

  return {
    find,
    findBySku: (sku, pack) => [...things.values()].find((thing) => thing['sku'] === sku && thing['pack'] === pack) ?? null,
    query: {
      me: () => find('u0'),
      users: () => all(PEOPLE),
      user: ({ id }: { id: string }) => find(id.startsWith('u') ? id : 'none'),
      products: ({ filter }: { filter?: { ids?: string[] | null; rank?: string | null } | null }) =>
        all(PRODUCTS.filter((id) => (filter?.ids ?? []).length === 0 || filter?.ids?.includes(id))),
      product: ({ id }: { id: string }) => find(id.startsWith('p') ? id : 'none'),
      grid: () => [all(['p0', 'p1']), [], [null, find('p2')]],
      reviews: () => all(REVIEWS),
      feed: () => [find('r1'), find('p1'), find('u1'), null, find('p2')],
      nodes: () => [find('u2'), find('p3'), find('r3')],
      firstReview: () => find('r5'),
    },
  };
}

const SHARED = /* GraphQL */ `
  enum Rank { LOW HIGH }
`;

/** The world behind one schema: what the federated one must be equal to. */
export const SINGLE_SDL = /* GraphQL */ `
  ${SHARED}
  type Query {
    me: User
    users: [User!]!
    user(id: ID!): User
    products(filter: ProductFilter): [Product!]!
    product(id: ID!): Product
    grid: [[Product]!]!
    reviews: [Review!]!
    feed: [Item]
    nodes: [Node!]!
    firstReview: Review!
  }
  input ProductFilter { ids: [ID!] rank: Rank }
  interface Node { id: ID! }
  union Item = User | Book | Film | Review
  type User implements Node {
    id: ID! name: String! email: String rank: Rank friends: [User!]! best: User favourite: Product reviews(first: Int): [Review!]
    score: Int! address: Address things: [Item!]!
  }
  type Address { street: String! city: City! }
  type City { name: String! zip: String }
  interface Product implements Node {
    id: ID! title: String! price(currency: String = "EUR"): Int! stock: Int seller: User! similar: [Product!]! reviews: [Review!]! tags(in: [String!]): [String!]!
  }
  type Book implements Product & Node {
    id: ID! sku: String! pack: Int! title: String! pages: Int! price(currency: String = "EUR"): Int! stock: Int seller: User! similar: [Product!]!
    reviews: [Review!]! shelf: Shelf tags(in: [String!]): [String!]!
  }
  type Film implements Product & Node {
    id: ID! sku: String! pack: Int! title: String! minutes: Int! price(currency: String = "EUR"): Int! stock: Int seller: User! similar: [Product!]!
    reviews: [Review!]! shelf: Shelf! tags(in: [String!]): [String!]!
  }
  type Shelf { row: Int! books: [Book] }
  type Review implements Node { id: ID! body: String stars: Int! author: User! product: Product! verdict: String! }
`;

/** The same world over four subgraphs. */
export function toSubgraphs(world: World): SubgraphFixture[] {
  const byId = { __resolveReference: ({ id }: { id: string }) => world.find(id) };
  const bySku = {
    __resolveReference: ({ id, sku, pack }: { id?: string; sku?: string; pack?: number }) => (id === undefined ? world.findBySku(sku ?? '', pack ?? 0) : world.find(id)),
  };
  const root = (...names: string[]) =>
    Object.fromEntries(names.map((name) => [name, (_: unknown, given: object) => (world.query[name] as (given: object) => unknown)(given)]));
  return [
    {
      name: 'accounts',
      sdl: /* GraphQL */ `
        ${SHARED}
        type Query { me: User users: [User!]! user(id: ID!): User nodes: [Node!]! feed: [Item] }
        interface Node { id: ID! }
        union Item = User | Book | Film | Review
        type User implements Node @key(fields: "id") { id: ID! name: String! email: String rank: Rank friends: [User!]! best: User address: Address things: [Item!]! }
        type Address @shareable { street: String! city: City! }
        type City @shareable { name: String! zip: String }
        type Review implements Node @key(fields: "id") { id: ID! author: User! }
        type Book implements Node @key(fields: "id") { id: ID! seller: User! }
        type Film implements Node @key(fields: "id") { id: ID! seller: User! }
      `,
      resolvers: { Query: root('me', 'users', 'user', 'nodes', 'feed'), User: byId, Review: byId, Book: byId, Film: byId },
    },
    {
      name: 'products',
      sdl: /* GraphQL */ `
        ${SHARED}
        type Query { products(filter: ProductFilter): [Product!]! product(id: ID!): Product grid: [[Product]!]! }
        input ProductFilter { ids: [ID!] rank: Rank }
        interface Node { id: ID! }
        interface Product implements Node @key(fields: "id") { id: ID! title: String! similar: [Product!]! seller: User! stock: Int price(currency: String = "EUR"): Int! }
        type User implements Node @key(fields: "id", resolvable: false) { id: ID! }
        type Book implements Product & Node @key(fields: "id") @key(fields: "sku pack") {
          id: ID! sku: String! pack: Int! title: String! pages: Int! similar: [Product!]! seller: User! @external
          stock: Int @external price(currency: String = "EUR"): Int! @external
        }
        type Film implements Product & Node @key(fields: "id") @key(fields: "sku pack") {
          id: ID! sku: String! pack: Int! title: String! minutes: Int! similar: [Product!]! seller: User! @external
          stock: Int @external price(currency: String = "EUR"): Int! @external
        }
      `,
      resolvers: { Query: root('products', 'product', 'grid'), Product: byId, Book: bySku, Film: bySku },
    },
    {
      name: 'stock',
      sdl: /* GraphQL */ `
        type Book @key(fields: "sku pack") { sku: String! pack: Int! stock: Int shelf: Shelf price(currency: String = "EUR"): Int! }
        type Film @key(fields: "sku pack") { sku: String! pack: Int! stock: Int shelf: Shelf! price(currency: String = "EUR"): Int! }
        type Shelf { row: Int! books: [Book] }
      `,
      resolvers: { Book: bySku, Film: bySku },
    },
    {
      name: 'reviews',
      sdl: /* GraphQL */ `
        type Query { reviews: [Review!]! firstReview: Review! }
        interface Node { id: ID! }
        type User implements Node @key(fields: "id") { id: ID! reviews(first: Int): [Review!] favourite: Product score: Int! }
        type Product @key(fields: "id") @interfaceObject { id: ID! reviews: [Review!]! tags(in: [String!]): [String!]! }
        type Review implements Node @key(fields: "id") { id: ID! body: String stars: Int! product: Product! verdict: String! }
      `,
      resolvers: { Query: root('reviews', 'firstReview'), User: byId, Review: byId, Product: byId },
    },
  ];
}
