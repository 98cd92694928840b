import { GraphQLError } from 'graphql';
import { describeConformance } from './conformance.ts';
import type { SubgraphFixture } from './fixture-subgraph.ts';

const shops: SubgraphFixture = {
  name: 'shops',
  sdl: /* GraphQL */ `
    type Query {
      shops: [Shop!]!
      shop: Shop!
      kiosk: Kiosk!
    }
    type Shop @key(fields: "id") @context(name: "place") {
      id: ID!
      currency: String!
      settings: Settings!
      offers: [Offer!]!
    }
    type Kiosk @key(fields: "id") @context(name: "place") {
      id: ID!
      money: String!
      offers: [Offer!]!
    }
    type Settings {
      rounding: Int!
    }
    type Offer @key(fields: "id") {
      id: ID!
      price(currency: String @fromContext(field: "$place ... on Shop { currency } ... on Kiosk { money }")): String!
      rounded(digits: Int @fromContext(field: "$shop { settings { rounding } }")): String
    }
  `,
  resolvers: {
    Query: {
      shops: () => [
        { id: 's1', currency: 'EUR', settings: { rounding: 1 } },
        { id: 's2', currency: 'USD', settings: { rounding: 2 } },
      ],
      shop: () => ({ id: 's1', currency: 'EUR', settings: { rounding: 1 } }),
      kiosk: () => ({ id: 'k1', money: 'CHF' }),
    },
    Shop: { __resolveReference: (reference: object) => reference, offers: () => [{ id: 'o1' }, { id: 'o2' }] },
    Kiosk: { __resolveReference: (reference: object) => reference, offers: () => [{ id: 'o3' }] },
    Offer: {
      __resolveReference: (reference: object) => reference,
      price: ({ id }: { id: string }, { currency }: { currency: string }) => `${id} ${currency}`,
    },
  },
};

const stars: SubgraphFixture = {
  name: 'stars',
  sdl: 'type Offer @key(fields: "id") { id: ID! stars: Int! }',
  resolvers: { Offer: { __resolveReference: ({ id }: { id: string }) => ({ id, stars: Number(id.slice(1)) }) } },
};

describeConformance('arguments from context', [{ ...shops, sdl: shops.sdl.replace(/^\s+rounded.*$/m, '') }, stars], {
  cases: [
    {
      id: 'FED-CTX-001',
      must: 'takes an argument from an object above',
      query: '{ shop { offers { price } } }',
      data: { shop: { offers: [{ price: 'o1 EUR' }, { price: 'o2 EUR' }] } },
    },
    {
      id: 'FED-CTX-002',
      must: "takes it from each object's own surroundings in a list",
      query: '{ shops { offers { price stars } } }',
      data: {
        shops: [
          {
            offers: [
              { price: 'o1 EUR', stars: 1 },
              { price: 'o2 EUR', stars: 2 },
            ],
          },
          {
            offers: [
              { price: 'o1 USD', stars: 1 },
              { price: 'o2 USD', stars: 2 },
            ],
          },
        ],
      },
    },
    {
      id: 'FED-CTX-003',
      must: 'takes it from whichever type set the context',
      query: '{ kiosk { offers { price } } shop { offers { id } } }',
      data: { kiosk: { offers: [{ price: 'o3 CHF' }] }, shop: { offers: [{ id: 'o1' }, { id: 'o2' }] } },
    },
  ],
});

function createLedger(): { readonly writers: SubgraphFixture; readonly readers: SubgraphFixture } {
  const log: string[] = [];
  const note = (text: string): string[] => {
    log.push(text);
    return [...log];
  };
  return {
    writers: {
      name: 'writers',
      sdl: /* GraphQL */ `
        type Query {
          noop: Int
        }
        type Mutation {
          write(text: String!): Entry!
          clear: Boolean!
          fail: Entry
        }
        type Entry @key(fields: "id") {
          id: ID!
          seen: [String!]!
        }
      `,
      resolvers: {
        Mutation: {
          write: (_: unknown, { text }: { text: string }) => ({ id: `e${text}`, seen: note(`w:${text}`) }),
          clear: () => {
            log.length = 0;
            return true;
          },
          fail: () => {
            throw new GraphQLError('refused', { extensions: { code: 'FORBIDDEN' } });
          },
        },
        Entry: { __resolveReference: ({ id }: { id: string }) => ({ id, seen: [...log] }) },
      },
    },
    readers: {
      name: 'readers',
      sdl: 'type Mutation { append(text: String!): [String!]! } type Entry @key(fields: "id") { id: ID! length: Int! }',
      resolvers: {
        Mutation: { append: (_: unknown, { text }: { text: string }) => note(`r:${text}`) },
        Entry: { __resolveReference: ({ id }: { id: string }) => ({ id, length: id.length }) },
      },
    },
  };
}

const { writers, readers } = createLedger();

describeConformance('mutations', [writers, readers], {
  cases: [
    {
      id: 'FED-MUT-001',
      must: 'runs root fields one after another across subgraphs, each alias an act of its own',
      query: 'mutation { clear a: write(text: "1") { seen } b: append(text: "2") c: write(text: "1") { seen } d: append(text: "2") }',
      data: { clear: true, a: { seen: ['w:1'] }, b: ['w:1', 'r:2'], c: { seen: ['w:1', 'r:2', 'w:1'] }, d: ['w:1', 'r:2', 'w:1', 'r:2'] },
    },
    {
      id: 'FED-MUT-002',
      must: 'joins what other subgraphs know of the result',
      query: 'mutation { write(text: "abc") { id length } }',
      data: { write: { id: 'eabc', length: 4 } },
    },
    {
      id: 'FED-MUT-003',
      must: 'goes on after a field that failed',
      query: 'mutation { clear fail { id } append(text: "x") }',
      data: { clear: true, fail: null, append: ['r:x'] },
      errors: [{ path: ['fail'], code: 'FORBIDDEN', service: 'writers' }],
    },
    {
      id: 'FED-MUT-004',
      must: 'runs a mutation inside fragments',
      query: 'mutation ($t: String!) { clear ...M } fragment M on Mutation { x: append(text: $t) ... on Mutation { y: append(text: $t) } }',
      variables: { t: 'z' },
      data: { clear: true, x: ['r:z'], y: ['r:z', 'r:z'] },
    },
  ],
});
