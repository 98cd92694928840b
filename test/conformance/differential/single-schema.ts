/** What every schema of the world begins with. */
export const SHARED = /* GraphQL */ `
  enum Rank {
    LOW
    HIGH
  }
  scalar Json
`;

/** Inputs of every kind. */
export const INPUTS = /* GraphQL */ `
  input Everything {
    int: Int
    float: Float = 1.5
    text: String = "none"
    yes: Boolean
    id: ID
    rank: Rank = HIGH
    list: [String]
    rows: [[Int!]!]
    inner: Inner
    json: Json
  }
  input Inner {
    n: Int! = 3
    again: Inner
    ranks: [Rank!]
  }
`;

/** A field that answers what it was given. */
export const ECHO =
  '(all: Everything, rows: [[Int!]], json: Json, ids: [ID!]! = ["x"], rate: Float = 0.5, rank: Rank = LOW, on: Boolean, text: String, inners: [Inner!]): String!';

/** The world behind one schema: what the federated one must be equal to. */
export const SINGLE_SDL = /* GraphQL */ `
  ${SHARED}
  ${INPUTS}
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
    named: [Named]!
    echo${ECHO}
  }
  type Mutation {
    rename(id: ID!, name: String = "nobody"): User
    rate(id: ID!, stars: Int!, why: Inner): Review!
    fail(softly: Boolean!): Review
  }
  interface Named {
    name: String!
  }
  union Kept = Book | Film
  input ProductFilter {
    ids: [ID!]
    rank: Rank
  }
  interface Node {
    id: ID!
  }
  union Item = User | Book | Film | Review
  type User implements Node & Named {
    id: ID!
    name: String!
    email: String
    rank: Rank
    friends: [User!]!
    best: User
    favourite: Product
    reviews(first: Int): [Review!]
    score: Int!
    address: Address
    things: [Item!]!
    moods: [String]
    peers: [[User]!]
    risky: Int
    echo${ECHO}
  }
  type Address {
    street: String!
    city: City!
  }
  type City implements Named {
    name: String!
    zip: String
  }
  interface Product implements Node {
    id: ID!
    title: String!
    price(currency: String = "EUR"): Int!
    stock: Int
    seller: User!
    similar: [Product!]!
    reviews: [Review!]!
    tags(in: [String!]): [String!]!
    aside(all: Everything): String
  }
  type Book implements Product & Node {
    id: ID!
    sku: String!
    pack: Int!
    title: String!
    pages: Int!
    price(currency: String = "EUR"): Int!
    stock: Int
    seller: User!
    similar: [Product!]!
    reviews: [Review!]!
    shelf: Shelf
    tags(in: [String!]): [String!]!
    aside(all: Everything): String
  }
  type Film implements Product & Node {
    id: ID!
    sku: String!
    pack: Int!
    title: String!
    minutes: Int!
    price(currency: String = "EUR"): Int!
    stock: Int
    seller: User!
    similar: [Product!]!
    reviews: [Review!]!
    shelf: Shelf!
    tags(in: [String!]): [String!]!
    aside(all: Everything): String
  }
  type Shelf {
    row: Int!
    books: [Book]
    kept: [[Kept]]
  }
  type Review implements Node {
    id: ID!
    body: String
    stars: Int!
    author: User!
    product: Product!
    verdict: String!
    replies: [Review]!
    marks(rows: [[Int!]], inner: Inner): [[String]!]
  }
`;
