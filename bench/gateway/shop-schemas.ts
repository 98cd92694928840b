// The four subgraphs of the benchmark, and the same fields as one schema without federation. Some fields are known to two
// subgraphs and one needs another's values: a planner has something to think about.
const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires", "@provides", "@shareable"])';

/** The shop's subgraphs. */
export const SUBGRAPHS = ['accounts', 'inventory', 'products', 'reviews'] as const;

/** One of them. */
export type SubgraphName = (typeof SUBGRAPHS)[number];

/** Their schemas. */
export const SUBGRAPH_SDL: Readonly<Record<SubgraphName, string>> = {
  accounts: `${LINK}
    type Query { members(from: Int!, first: Int = 6): [Member] }
    type Member @key(fields: "id") { id: ID! handle: String @shareable fullName: String joinedOn: String }
  `,
  inventory: `${LINK}
    type Product @key(fields: "sku") {
      sku: String!
      price: Int @external
      grams: Int @external
      inStock: Boolean
      shippingCost: Int @requires(fields: "price grams")
    }
  `,
  products: `${LINK}
    type Query { bestSellers(from: Int!, first: Int = 5): [Product] }
    type Product @key(fields: "sku") { sku: String! title: String price: Int grams: Int }
  `,
  reviews: `${LINK}
    type Review @key(fields: "id") { id: ID! text: String author: Member @provides(fields: "handle") product: Product }
    type Member @key(fields: "id") { id: ID! handle: String @external reviewCount: Int reviews: [Review] }
    type Product @key(fields: "sku") { sku: String! reviews: [Review] }
  `,
};

/** The same shop as one schema, without federation. */
export const SINGLE_SDL = `
  type Query { members(from: Int!, first: Int = 6): [Member] bestSellers(from: Int!, first: Int = 5): [Product] }
  type Member { id: ID! handle: String fullName: String joinedOn: String reviewCount: Int reviews: [Review] }
  type Product { sku: String! title: String price: Int grams: Int inStock: Boolean shippingCost: Int reviews: [Review] }
  type Review { id: ID! text: String author: Member product: Product }
`;

/** Answers about 87 kB: members, what they reviewed, who else reviewed that, and what those reviewed; then the same from the best sellers. */
export const QUERY = `
  fragment MemberParts on Member { id handle fullName }
  fragment ReviewParts on Review { id text }
  fragment ProductParts on Product { inStock title price shippingCost sku grams }
  query Shop($from: Int!) {
    members(from: $from) {
      ...MemberParts
      reviews { ...ReviewParts product { ...ProductParts reviews { ...ReviewParts author { ...MemberParts reviews { ...ReviewParts product { ...ProductParts } } } } } }
    }
    bestSellers(from: $from) {
      ...ProductParts
      reviews { ...ReviewParts author { ...MemberParts reviews { ...ReviewParts product { ...ProductParts } } } }
    }
  }
`;
