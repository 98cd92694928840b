import type { SubgraphFixture } from '../federation/fixture-subgraph.ts';
import { ECHO, INPUTS, SHARED } from './single-schema.ts';
import type { World } from './world.ts';

/** The same world over four subgraphs. */
export function toSubgraphs(world: World): SubgraphFixture[] {
  const byId = { __resolveReference: ({ id }: { id: string }) => world.find(id) };
  const bySku = {
    __resolveReference: ({ id, sku, pack }: { id?: string; sku?: string; pack?: number }) =>
      id === undefined ? world.findBySku(sku ?? '', pack ?? 0) : world.find(id),
  };
  const root = (...names: string[]) =>
    Object.fromEntries(names.map((name) => [name, (_: unknown, given: object) => (world.query[name] as (given: object) => unknown)(given)]));
  return [
    {
      name: 'accounts',
      sdl: /* GraphQL */ `
        ${SHARED}
        ${INPUTS}
        type Query {
          me: User
          users: [User!]!
          user(id: ID!): User
          nodes: [Node!]!
          feed: [Item]
          named: [Named]!
          echo${ECHO}
        }
        type Mutation {
          rename(id: ID!, name: String = "nobody"): User
        }
        interface Named {
          name: String!
        }
        interface Node {
          id: ID!
        }
        union Item = User | Book | Film | Review
        type User implements Node & Named @key(fields: "id") {
          id: ID!
          name: String!
          email: String
          rank: Rank
          friends: [User!]!
          best: User
          address: Address
          things: [Item!]!
          moods: [String]
          risky: Int
        }
        type Address @shareable {
          street: String!
          city: City!
        }
        type City implements Named @shareable {
          name: String!
          zip: String
        }
        type Review implements Node @key(fields: "id") {
          id: ID!
          author: User!
        }
        type Book implements Node @key(fields: "id") {
          id: ID!
          seller: User!
        }
        type Film implements Node @key(fields: "id") {
          id: ID!
          seller: User!
        }
      `,
      resolvers: {
        Query: root('me', 'users', 'user', 'nodes', 'feed', 'named', 'echo'),
        Mutation: root('rename'),
        User: byId,
        Review: byId,
        Book: byId,
        Film: byId,
      },
    },
    {
      name: 'products',
      sdl: /* GraphQL */ `
        ${SHARED}
        type Query {
          products(filter: ProductFilter): [Product!]!
          product(id: ID!): Product
          grid: [[Product]!]!
        }
        input ProductFilter {
          ids: [ID!]
          rank: Rank
        }
        interface Node {
          id: ID!
        }
        interface Product implements Node @key(fields: "id") {
          id: ID!
          title: String!
          similar: [Product!]!
          seller: User!
          stock: Int
          price(currency: String = "EUR"): Int!
        }
        type User implements Node @key(fields: "id", resolvable: false) {
          id: ID!
        }
        type Book implements Product & Node @key(fields: "id") @key(fields: "sku pack") {
          id: ID!
          sku: String!
          pack: Int!
          title: String!
          pages: Int!
          similar: [Product!]!
          seller: User! @external
          stock: Int @external
          price(currency: String = "EUR"): Int! @external
        }
        type Film implements Product & Node @key(fields: "id") @key(fields: "sku pack") {
          id: ID!
          sku: String!
          pack: Int!
          title: String!
          minutes: Int!
          similar: [Product!]!
          seller: User! @external
          stock: Int @external
          price(currency: String = "EUR"): Int! @external
        }
      `,
      resolvers: { Query: root('products', 'product', 'grid'), Product: byId, Book: bySku, Film: bySku },
    },
    {
      name: 'stock',
      sdl: /* GraphQL */ `
        type Book @key(fields: "sku pack") {
          sku: String!
          pack: Int!
          stock: Int
          shelf: Shelf
          price(currency: String = "EUR"): Int!
        }
        type Film @key(fields: "sku pack") {
          sku: String!
          pack: Int!
          stock: Int
          shelf: Shelf!
          price(currency: String = "EUR"): Int!
        }
        type Shelf {
          row: Int!
          books: [Book]
          kept: [[Kept]]
        }
        union Kept = Book | Film
      `,
      resolvers: { Book: bySku, Film: bySku },
    },
    {
      name: 'reviews',
      sdl: /* GraphQL */ `
        ${SHARED}
        ${INPUTS}
        type Mutation {
          rate(id: ID!, stars: Int!, why: Inner): Review!
          fail(softly: Boolean!): Review
        }
        type Query {
          reviews: [Review!]!
          firstReview: Review!
        }
        interface Node {
          id: ID!
        }
        type User implements Node @key(fields: "id") {
          id: ID!
          reviews(first: Int): [Review!]
          favourite: Product
          score: Int!
          peers: [[User]!]
          echo${ECHO}
        }
        type Product @key(fields: "id") @interfaceObject {
          id: ID!
          reviews: [Review!]!
          tags(in: [String!]): [String!]!
          aside(all: Everything): String
        }
        type Review implements Node @key(fields: "id") {
          id: ID!
          body: String
          stars: Int!
          product: Product!
          verdict: String!
          replies: [Review]!
          marks(rows: [[Int!]], inner: Inner): [[String]!]
        }
      `,
      resolvers: { Query: root('reviews', 'firstReview'), Mutation: root('rate', 'fail'), User: byId, Review: byId, Product: byId },
    },
  ];
}
