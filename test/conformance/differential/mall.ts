import type { SubgraphFixture } from '../federation/fixture-subgraph.ts';

/*
 * A third world: keys of several fields, below objects and of several kinds; fields that several subgraphs share, each with a part of what
 * is below; provided and overridden fields. Everything is a function of ids, so that one schema and many subgraphs agree.
 */

interface Thing {
  readonly __typename: string;
  readonly id: string;
}
interface Sent {
  readonly id?: string;
  readonly sku?: string;
  readonly code?: string;
  readonly org?: { readonly id: string };
  readonly badge?: { readonly number: number };
}

const SHOPS = ['h0', 'h1', 'h2'];
const ORGS = ['o0', 'o1'];
const WORKERS = ['w0', 'w1'];
const ITEMS = ['t0', 't1', 't2', 't3'];

const numberOf = ({ id }: { id: string }) => Number(id.slice(1));
const toShop = (id: string): Thing => ({ __typename: 'Shop', id });
const toOrg = (id: string): Thing => ({ __typename: 'Org', id });
const toWorker = (id: string): Thing => ({ __typename: 'Worker', id });
const toItem = (id: string): Thing => ({ __typename: Number(id.slice(1)) % 2 === 0 ? 'Toy' : 'Tool', id });

const shop = {
  org: (one: Thing) => toOrg(ORGS[numberOf(one) % 2] ?? 'o0'),
  code: (one: Thing) => `code ${one.id}`,
  title: (one: Thing) => `title ${one.id}`,
  street: (one: Thing) => `street ${one.id}`,
  city: (one: Thing) => (numberOf(one) === 2 ? null : `city ${one.id}`),
  zip: (one: Thing) => `zip ${one.id}`,
  manager: (one: Thing) => (numberOf(one) === 1 ? null : toWorker(WORKERS[numberOf(one) % 2] ?? 'w0')),
  items: (one: Thing, { first }: { first?: number | null }) => ITEMS.slice(numberOf(one), first ?? ITEMS.length).map(toItem),
  rating: (one: Thing) => numberOf(one) * 10,
  visits: (one: Thing) => (numberOf(one) === 0 ? null : numberOf(one) * 7),
};
const org = { name: (one: Thing) => `org ${one.id}`, shops: (one: Thing) => SHOPS.filter((id) => Number(id.slice(1)) % 2 === numberOf(one)).map(toShop) };
const worker = {
  name: (one: Thing) => `worker ${one.id}`,
  badge: (one: Thing) => ({ number: numberOf(one) + 100, color: numberOf(one) === 0 ? null : 'blue' }),
  boss: (one: Thing) => (numberOf(one) === 0 ? null : toWorker('w0')),
  shop: (one: Thing) => toShop(SHOPS[numberOf(one)] ?? 'h0'),
};
const item = {
  sku: (one: Thing) => `sku-${one.id}`,
  price: (one: Thing) => numberOf(one) + 1,
  like: (one: Thing) => ITEMS.filter((id) => id !== one.id && Number(id.slice(1)) % 2 === numberOf(one) % 2).map(toItem),
  broken: (one: Thing) => {
    if (numberOf(one) === 3) throw new Error('it is broken');
    return `broken ${one.id}`;
  },
};

const findShop = ({ id, code }: Sent) => {
  const known = id ?? code?.slice('code '.length) ?? '';
  return SHOPS.includes(known) ? toShop(known) : null;
};
const findWorker = ({ id, badge }: Sent) => {
  const known = id ?? `w${(badge?.number ?? 0) - 100}`;
  return WORKERS.includes(known) ? toWorker(known) : null;
};
const findItem = ({ id, sku }: Sent) => {
  const known = id ?? sku?.slice('sku-'.length) ?? '';
  return ITEMS.includes(known) ? toItem(known) : null;
};
const findOrg = ({ id }: Sent) => (id !== undefined && ORGS.includes(id) ? toOrg(id) : null);

const ROOT = {
  shops: () => SHOPS.map(toShop),
  shop: (_: unknown, { id }: { id: string }) => findShop({ id }),
  orgs: () => ORGS.map(toOrg),
  search: () => [toShop('h1'), toWorker('w1'), null, toItem('t0'), toItem('t3'), toWorker('w0')],
  goods: () => ITEMS.map(toItem),
};

/** The world behind one schema. */
export const MALL_SDL = /* GraphQL */ `
  type Query {
    shops: [Shop!]!
    shop(id: ID!): Shop
    orgs: [Org!]!
    search: [Hit]!
    goods: [Goods!]!
  }
  type Org {
    id: ID!
    name: String!
    shops: [Shop!]!
  }
  type Shop {
    id: ID!
    org: Org!
    code: String!
    title: String!
    address: Address!
    manager: Worker
    items(first: Int): [Goods!]!
    rating: Int!
    visits: Int
  }
  type Address {
    street: String
    city: String
    zip: String
  }
  type Worker {
    id: ID!
    name: String!
    badge: Badge!
    boss: Worker
    shop: Shop
  }
  type Badge {
    number: Int!
    color: String
  }
  interface Goods {
    id: ID!
    price: Int!
  }
  type Toy implements Goods {
    id: ID!
    sku: String!
    price: Int!
    like: [Toy!]!
  }
  type Tool implements Goods {
    id: ID!
    sku: String!
    price: Int!
    like: [Tool!]!
    broken: String
  }
  union Hit = Shop | Worker | Toy | Tool
`;

/** Resolvers of the one schema. */
export const MALL_RESOLVERS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  Query: ROOT,
  Org: org,
  Shop: { ...shop, address: (one: Thing) => one },
  Address: { street: shop.street, city: shop.city, zip: shop.zip },
  Worker: worker,
  Toy: item,
  Tool: item,
};

/** The same over five subgraphs. */
export const MALL_SUBGRAPHS: readonly SubgraphFixture[] = [
  {
    name: 'shops',
    sdl: /* GraphQL */ `
      type Query {
        shops: [Shop!]!
        shop(id: ID!): Shop
      }
      type Shop @key(fields: "id") @key(fields: "org { id } code") {
        id: ID!
        org: Org! @shareable
        code: String! @shareable
        title: String! @shareable
        address: Address! @shareable
        rating: Int!
      }
      type Address @shareable {
        street: String
        city: String
      }
      type Org @key(fields: "id", resolvable: false) {
        id: ID!
      }
    `,
    resolvers: {
      Query: { shops: ROOT.shops, shop: ROOT.shop },
      Shop: { __resolveReference: findShop, org: shop.org, code: shop.code, title: shop.title, address: (one: Thing) => one, rating: () => -1 },
      Address: { street: shop.street, city: shop.city },
    },
  },
  {
    name: 'orgs',
    sdl: /* GraphQL */ `
      type Query {
        orgs: [Org!]!
      }
      type Org @key(fields: "id") {
        id: ID!
        name: String!
        shops: [Shop!]! @provides(fields: "title")
      }
      type Shop @key(fields: "org { id } code") {
        org: Org! @shareable
        code: String! @shareable
        title: String! @external
        rating: Int! @override(from: "shops")
        visits: Int
      }
    `,
    resolvers: {
      Query: { orgs: ROOT.orgs },
      Org: { __resolveReference: findOrg, name: org.name, shops: org.shops },
      Shop: { __resolveReference: findShop, org: shop.org, code: shop.code, title: shop.title, rating: shop.rating, visits: shop.visits },
    },
  },
  {
    name: 'places',
    sdl: /* GraphQL */ `
      type Shop @key(fields: "id") {
        id: ID!
        address: Address! @shareable
        manager: Worker
      }
      type Address @shareable {
        city: String
        zip: String
      }
      type Worker @key(fields: "badge { number }") {
        badge: Badge! @shareable
        shop: Shop
      }
      type Badge @shareable {
        number: Int!
      }
    `,
    resolvers: {
      Shop: { __resolveReference: findShop, address: (one: Thing) => one, manager: shop.manager },
      Address: { city: shop.city, zip: shop.zip },
      Worker: { __resolveReference: findWorker, badge: worker.badge, shop: worker.shop },
    },
  },
  {
    name: 'staff',
    sdl: /* GraphQL */ `
      type Query {
        search: [Hit]!
      }
      type Worker @key(fields: "id") @key(fields: "badge { number }") {
        id: ID!
        name: String!
        badge: Badge! @shareable
        boss: Worker
      }
      type Badge @shareable {
        number: Int!
        color: String
      }
      type Shop @key(fields: "id", resolvable: false) {
        id: ID!
      }
      type Toy @key(fields: "id", resolvable: false) {
        id: ID!
      }
      type Tool @key(fields: "sku", resolvable: false) {
        sku: String!
      }
      union Hit = Shop | Worker | Toy | Tool
    `,
    resolvers: {
      Query: { search: ROOT.search },
      Worker: { __resolveReference: findWorker, name: worker.name, badge: worker.badge, boss: worker.boss },
      Tool: { sku: item.sku },
    },
  },
  {
    name: 'goods',
    sdl: /* GraphQL */ `
      type Query {
        goods: [Goods!]!
      }
      interface Goods {
        id: ID!
        price: Int!
      }
      type Toy implements Goods @key(fields: "id") @key(fields: "sku") {
        id: ID!
        sku: String!
        price: Int!
        like: [Toy!]!
      }
      type Tool implements Goods @key(fields: "id") @key(fields: "sku") {
        id: ID!
        sku: String!
        price: Int!
        like: [Tool!]!
        broken: String
      }
      type Shop @key(fields: "id") {
        id: ID!
        items(first: Int): [Goods!]!
      }
    `,
    resolvers: {
      Query: { goods: ROOT.goods },
      Toy: { __resolveReference: findItem, ...item },
      Tool: { __resolveReference: findItem, ...item },
      Shop: { __resolveReference: findShop, items: shop.items },
    },
  },
];
