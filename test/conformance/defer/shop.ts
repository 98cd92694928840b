import type { SubgraphFixture } from '../federation/fixture-subgraph.ts';

/** Some subgraphs of which one can be held: what it is asked waits until it is let go. */
export interface Shop {
  readonly fixtures: readonly SubgraphFixture[];
  /** Holds every request of reviews, or of users, from now on. */
  hold(subgraph: 'reviews' | 'users'): void;
  letGo(): void;
}

const PRODUCTS = [
  { __typename: 'Book', id: 'p1', name: 'Atlas', size: { width: 10, height: 20 }, pages: 300 },
  { __typename: 'Film', id: 'p2', name: 'Dunes', size: { width: 11, height: 21 } },
  { __typename: 'Book', id: 'p3', name: 'Fables', size: null, pages: 120 },
];
const USERS = [
  { id: 'u1', name: 'Ada', motto: 'on' },
  { id: 'u2', name: 'Bo', motto: null },
];
const REVIEWS = [
  { id: 'r1', of: 'p1', body: 'good', author: { id: 'u1' } },
  { id: 'r2', of: 'p1', body: 'fine', author: { id: 'u2' } },
  { id: 'r3', of: 'p3', body: 'dull', author: { id: 'u1' } },
];

function fail(message: string): never {
  throw new Error(message);
}

export function createShop(): Shop {
  let gate: { readonly of: string; readonly opened: PromiseWithResolvers<void> } | undefined;
  async function pass<T>(of: string, value: () => T): Promise<T> {
    if (gate?.of === of) await gate.opened.promise;
    return value();
  }
  const product = ({ id }: { id: string }) => PRODUCTS.find((one) => one.id === id) ?? null;
  const products: SubgraphFixture = {
    name: 'products',
    sdl: /* GraphQL */ `
      type Query {
        product(id: ID!): Product
        products: [Product!]!
        nothing: Product
      }
      type Mutation {
        rename(id: ID!, name: String!): Product
      }
      interface Product @key(fields: "id") {
        id: ID!
        name: String!
        size: Size
      }
      type Book implements Product @key(fields: "id") {
        id: ID!
        name: String!
        size: Size
        pages: Int!
      }
      type Film implements Product @key(fields: "id") {
        id: ID!
        name: String!
        size: Size
      }
      type Size {
        width: Int!
        height: Int
        weight: Int
        depth: Int!
      }
    `,
    resolvers: {
      Query: { product: (_: unknown, given: { id: string }) => product(given), products: () => PRODUCTS, nothing: () => null },
      Mutation: { rename: (_: unknown, given: { id: string; name: string }) => ({ ...product(given), name: given.name }) },
      Product: { __resolveReference: product },
      Book: { __resolveReference: product },
      Film: { __resolveReference: product },
      Size: { weight: () => fail('nobody knows how heavy'), depth: () => fail('nobody knows how deep') },
    },
  };
  const reviews: SubgraphFixture = {
    name: 'reviews',
    sdl: /* GraphQL */ `
      type Query {
        latest: [Review!]!
      }
      type Book @key(fields: "id") {
        id: ID!
        reviews: [Review!]
        rating: Float!
        rank: Int
      }
      type Film @key(fields: "id") {
        id: ID!
        reviews: [Review!]
        rating: Float!
        rank: Int
      }
      type Review @key(fields: "id") {
        id: ID!
        body: String
        author: User
      }
      type User @key(fields: "id") {
        id: ID!
      }
    `,
    resolvers: {
      Query: { latest: () => pass('reviews', () => REVIEWS.slice(0, 1)) },
      Review: { __resolveReference: ({ id }: { id: string }) => REVIEWS.find((review) => review.id === id) },
      ...Object.fromEntries(
        ['Book', 'Film'].map((name) => [
          name,
          {
            __resolveReference: ({ id }: { id: string }) => pass('reviews', () => ({ __typename: name, id })),
            reviews: ({ id }: { id: string }) => REVIEWS.filter((review) => review.of === id),
            rating: ({ id }: { id: string }) => (id === 'p2' ? fail('not rated') : 4.5),
            rank: ({ id }: { id: string }) => (id === 'p2' ? fail('not ranked') : 1),
          },
        ]),
      ),
    },
  };
  const users: SubgraphFixture = {
    name: 'users',
    sdl: /* GraphQL */ `
      type Query {
        me: User
      }
      type User @key(fields: "id") {
        id: ID!
        name: String!
        motto: String
      }
    `,
    resolvers: {
      Query: { me: () => USERS[0] },
      User: { __resolveReference: ({ id }: { id: string }) => pass('users', () => USERS.find((user) => user.id === id) ?? null) },
    },
  };
  return {
    fixtures: [products, reviews, users],
    hold(of) {
      gate = { of, opened: Promise.withResolvers<void>() };
    },
    letGo() {
      gate?.opened.resolve();
      gate = undefined;
    },
  };
}
