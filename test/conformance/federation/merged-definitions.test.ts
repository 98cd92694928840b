import { describeConformance } from './conformance.ts';
import type { SubgraphFixture } from './fixture-subgraph.ts';

interface Reference {
  readonly id: string;
}

const broad: SubgraphFixture = {
  name: 'broad',
  sdl: /* GraphQL */ `
    directive @trace(level: Int! = 1) on FIELD | QUERY
    type Query {
      paints: [Paint!]! @shareable
      byTone(tone: Tone!, filter: PaintFilter, extra: Int): [Paint!]! @shareable
      swatches: [[Paint]!] @provides(fields: "owner { name }")
      boards: [Board!]! @provides(fields: "... on Easel { legs }")
    }
    type Paint @key(fields: "id") {
      id: ID!
      mood: Mood @shareable
      gloss: Int @shareable
      tags: [String!]! @shareable
      owner: Owner! @shareable
      secret: String @inaccessible
      tagged: String @tag(name: "internal")
    }
    type Owner @key(fields: "id") {
      id: ID!
      name: String! @external
    }
    interface Board {
      id: ID!
    }
    type Easel implements Board @key(fields: "id") {
      id: ID!
      legs: Int! @external
    }
    type Canvas implements Board @key(fields: "id") {
      id: ID!
      width: Int!
    }
    enum Tone {
      WARM
      COLD
    }
    enum Mood {
      CALM
      WILD
    }
    input PaintFilter {
      gloss: Int
      tint: String = "none"
    }
  `,
  resolvers: {
    Query: {
      paints: () => ['p1', 'p2'].map((id) => ({ id, mood: 'WILD', gloss: 3, tags: ['a'], owner: { id: 'o1', name: 'Ann' }, tagged: `tagged ${id}` })),
      byTone: (_: unknown, given: object) => [{ id: JSON.stringify(given), tags: [] }],
      swatches: () => [[{ id: 'p1', owner: { id: 'o1', name: 'provided' } }, null], []],
      boards: () => [
        { __typename: 'Easel', id: 'e1', legs: 3 },
        { __typename: 'Canvas', id: 'c1', width: 9 },
      ],
    },
    Paint: { __resolveReference: ({ id }: Reference) => ({ id, tagged: `tagged ${id}` }) },
    Canvas: { __resolveReference: ({ id }: Reference) => ({ id, width: 9 }) },
  },
};

const narrow: SubgraphFixture = {
  name: 'narrow',
  sdl: /* GraphQL */ `
    directive @trace(level: Int! = 1) on FIELD
    type Query {
      paints: [Paint!]! @shareable
      byTone(tone: Tone!, filter: PaintFilter): [Paint!]! @shareable
    }
    type Paint @key(fields: "id") {
      id: ID!
      mood: Mood! @shareable
      gloss: Int! @shareable
      tags: [String]! @shareable
      owner: Owner! @shareable
      price(currency: String! = "EUR"): Int!
    }
    type Owner @key(fields: "id") {
      id: ID!
      name: String! @shareable
    }
    type Easel @key(fields: "id") {
      id: ID!
      legs: Int! @shareable
    }
    enum Tone {
      WARM
      NEUTRAL
    }
    enum Mood {
      CALM
    }
    input PaintFilter {
      gloss: Int
    }
  `,
  resolvers: {
    Query: { paints: () => ['p1', 'p2'].map((id) => ({ id, mood: 'CALM', gloss: 3, tags: ['a'] })), byTone: () => [] },
    Paint: {
      __resolveReference: ({ id }: Reference) => ({ id, mood: 'CALM', gloss: 3, tags: ['a'], owner: { id: 'o1', name: 'owned' } }),
      price: (_: unknown, { currency }: { currency: string }) => (currency === 'EUR' ? 10 : 11),
    },
    Owner: { __resolveReference: ({ id }: Reference) => ({ id, name: 'owned' }) },
    Easel: { __resolveReference: ({ id }: Reference) => ({ id, legs: 4 }) },
  },
};

const KIND = 'kind name ofType { kind name ofType { kind name } }';

describeConformance('definitions that differ between subgraphs', [broad, narrow], {
  cases: [
    {
      id: 'FED-MRG-001',
      must: 'lets clients send only those enum values and input fields that every subgraph takes',
      query: '{ tone: __type(name: "Tone") { enumValues { name } } filter: __type(name: "PaintFilter") { inputFields { name } } }',
      data: { tone: { enumValues: [{ name: 'WARM' }] }, filter: { inputFields: [{ name: 'gloss' }] } },
    },
    {
      id: 'FED-MRG-002',
      must: 'answers every enum value that some subgraph may answer',
      query: '{ __type(name: "Mood") { enumValues { name } } }',
      data: { __type: { enumValues: [{ name: 'CALM' }, { name: 'WILD' }] } },
    },
    {
      id: 'FED-MRG-003',
      must: 'is nullable where one subgraph says so, at each depth of a list',
      query: `{ __type(name: "Paint") { fields { name type { ${KIND} } } } }`,
      data: {
        __type: {
          fields: [
            { name: 'id', type: { kind: 'NON_NULL', name: null, ofType: { kind: 'SCALAR', name: 'ID', ofType: null } } },
            { name: 'mood', type: { kind: 'ENUM', name: 'Mood', ofType: null } },
            { name: 'gloss', type: { kind: 'SCALAR', name: 'Int', ofType: null } },
            { name: 'tags', type: { kind: 'NON_NULL', name: null, ofType: { kind: 'LIST', name: null, ofType: { kind: 'SCALAR', name: 'String' } } } },
            { name: 'owner', type: { kind: 'NON_NULL', name: null, ofType: { kind: 'OBJECT', name: 'Owner', ofType: null } } },
            { name: 'tagged', type: { kind: 'SCALAR', name: 'String', ofType: null } },
            { name: 'price', type: { kind: 'NON_NULL', name: null, ofType: { kind: 'SCALAR', name: 'Int', ofType: null } } },
          ],
        },
      },
    },
    {
      id: 'FED-MRG-004',
      must: 'takes only those arguments of a shared field that every subgraph takes',
      query: '{ __type(name: "Query") { fields { name args { name } } } }',
      data: {
        __type: {
          fields: [
            { name: 'paints', args: [] },
            { name: 'byTone', args: [{ name: 'tone' }, { name: 'filter' }] },
            { name: 'swatches', args: [] },
            { name: 'boards', args: [] },
          ],
        },
      },
    },
    {
      id: 'FED-MRG-005',
      must: 'joins by a key what differs in nullability',
      query: '{ paints { id tagged price dear: price(currency: "USD") tags } }',
      data: { paints: ['p1', 'p2'].map((id) => ({ id, tagged: `tagged ${id}`, price: 10, dear: 11, tags: ['a'] })) },
    },
    {
      id: 'FED-TAG-001',
      must: 'shows clients a tagged field, but neither its tags nor what is inaccessible',
      query: '{ __schema { directives { name } } __type(name: "Paint") { fields { name } } }',
      data: {
        __schema: { directives: ['trace', 'defer', 'include', 'skip', 'deprecated', 'specifiedBy', 'oneOf'].map((name) => ({ name })) },
        __type: { fields: ['id', 'mood', 'gloss', 'tags', 'owner', 'tagged', 'price'].map((name) => ({ name })) },
      },
    },
    {
      id: 'FED-PRV-020',
      must: 'takes a nested field that a path provides inside a list of lists',
      query: '{ swatches { id owner { name } } }',
      data: { swatches: [[{ id: 'p1', owner: { name: 'provided' } }, null], []] },
      never: { narrow: [] },
    },
    {
      id: 'FED-PRV-021',
      must: 'takes a field that a path provides for one type behind an interface',
      query: '{ boards { id ... on Easel { legs } ... on Canvas { width } } }',
      data: {
        boards: [
          { id: 'e1', legs: 3 },
          { id: 'c1', width: 9 },
        ],
      },
      never: { narrow: [] },
    },
  ],
});

const SHOUT = 'directive @shout(times: Int! = 1) on FIELD | INLINE_FRAGMENT';
const POLITE = /* GraphQL */ `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective"])
    @link(url: "https://specs.example.com/polite/v1.0", import: ["@please"])
    @composeDirective(name: "@please")
  directive @please(how: String! = "kindly") on FIELD | OBJECT
`;

interface Directed {
  readonly fieldNodes: readonly { readonly directives: readonly { readonly name: { readonly value: string } }[] }[];
}

/** The directives that reach a resolver. */
const directivesOf = (_: unknown, __: unknown, ___: unknown, { fieldNodes }: Directed) =>
  fieldNodes.flatMap(({ directives }) => directives.map(({ name }) => name.value));

const hall: SubgraphFixture = {
  name: 'hall',
  link: false,
  sdl: `${POLITE} ${SHOUT} type Query { hall: [String!]! guest: Guest! } type Guest @key(fields: "id") { id: ID! here: [String!]! }`,
  resolvers: { Query: { hall: directivesOf, guest: () => ({ id: 'g' }) }, Guest: { here: directivesOf } },
};

const yard: SubgraphFixture = {
  name: 'yard',
  sdl: `${SHOUT} type Query { yard: [String!]! } type Guest @key(fields: "id") { id: ID! there: [String!]! }`,
  resolvers: { Query: { yard: directivesOf }, Guest: { __resolveReference: ({ id }: Reference) => ({ id }), there: directivesOf } },
};

describeConformance('directives of operations', [hall, yard], {
  cases: [
    {
      id: 'FED-DIR-001',
      must: 'passes on a directive that all subgraphs define, with its arguments',
      query: 'query ($times: Int!) { hall @shout yard @shout(times: $times) guest { here @shout(times: 3) there @shout plain: there } }',
      variables: { times: 2 },
      data: { hall: ['shout'], yard: ['shout'], guest: { here: ['shout'], there: ['shout'], plain: [] } },
    },
    {
      id: 'FED-DIR-002',
      must: 'takes a composed directive, whose default is filled in, and asks it of no subgraph',
      query: 'query ($how: String!) { hall @please yard @please(how: "firmly") guest { there @please(how: $how) } }',
      variables: { how: 'kindly' },
      data: { hall: [], yard: [], guest: { there: [] } },
    },
    {
      id: 'FED-DIR-003',
      must: 'shows both by introspection',
      query: '{ __schema { directives { name } } }',
      data: { __schema: { directives: ['shout', 'defer', 'include', 'skip', 'deprecated', 'specifiedBy', 'oneOf', 'please'].map((name) => ({ name })) } },
    },
  ],
});
