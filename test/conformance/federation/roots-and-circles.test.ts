import { describeConformance } from './conformance.ts';
import type { SubgraphFixture } from './fixture-subgraph.ts';

interface Reference {
  readonly id: string;
}

const title = (name: string): SubgraphFixture => ({
  name,
  sdl: /* GraphQL */ `
    type Query {
      today: Edition @shareable
      editions: [Edition!]! @shareable
    }
    type Edition @shareable {
      id: ID!
      ${name}: ${name}Sheet
    }
    type ${name}Sheet {
      ${name === 'news' ? 'headline: String!' : 'result: String!'}
      pages: Int!
    }
  `,
  resolvers: {
    Query: { today: () => ({ id: 'e1' }), editions: () => [{ id: 'e1' }, { id: 'e2' }] },
    Edition: { [name]: ({ id }: Reference) => ({ headline: `headline ${id}`, result: `result ${id}`, pages: 2 }) },
  },
});

describeConformance('root fields that subgraphs share', [title('news'), title('sports')], {
  cases: [
    {
      id: 'FED-SHR-010',
      must: 'asks each of them for its part of the object, which has no key',
      query: '{ today { id news { headline } sports { result } } }',
      data: { today: { id: 'e1', news: { headline: 'headline e1' }, sports: { result: 'result e1' } } },
      requests: { news: 1, sports: 1 },
    },
    {
      id: 'FED-SHR-011',
      must: 'joins the items of a list in their order',
      query: '{ editions { sports { result pages } news { pages } id } }',
      data: {
        editions: ['e1', 'e2'].map((id) => ({ sports: { result: `result ${id}`, pages: 2 }, news: { pages: 2 }, id })),
      },
    },
    {
      id: 'FED-SHR-012',
      must: 'asks one of them alone where it has it all',
      query: '{ today { id sports { result } } }',
      data: { today: { id: 'e1', sports: { result: 'result e1' } } },
      never: { news: [] },
      requests: { sports: 1 },
    },
    {
      id: 'FED-SHR-013',
      must: 'joins both under two aliases of the root field',
      query: '{ a: today { news { pages } } b: today { sports { result } news { headline } } }',
      data: { a: { news: { pages: 2 } }, b: { sports: { result: 'result e1' }, news: { headline: 'headline e1' } } },
    },
  ],
});

const registry: SubgraphFixture = {
  name: 'registry',
  sdl: /* GraphQL */ `
    type Query {
      node(id: ID!): Node
      nodes(ids: [ID!]!): [Node]!
    }
    interface Node @key(fields: "id") {
      id: ID!
    }
    type Ship implements Node @key(fields: "id") {
      id: ID!
    }
    type Port implements Node @key(fields: "id") {
      id: ID!
    }
  `,
  resolvers: {
    Query: { node: (_: unknown, { id }: Reference) => toNode(id), nodes: (_: unknown, { ids }: { ids: readonly string[] }) => ids.map(toNode) },
    Node: { __resolveReference: ({ id }: Reference) => toNode(id) },
  },
};

function toNode(id: string): object | null {
  const types: Readonly<Record<string, string>> = { s: 'Ship', p: 'Port' };
  const typeName = types[id.charAt(0)];
  return typeName === undefined ? null : { __typename: typeName, id };
}

const ships: SubgraphFixture = {
  name: 'ships',
  sdl: /* GraphQL */ `
    interface Node {
      id: ID!
    }
    type Ship implements Node @key(fields: "id") {
      id: ID!
      name: String!
      home: Port
    }
    type Port @key(fields: "id", resolvable: false) {
      id: ID!
    }
  `,
  resolvers: { Ship: { __resolveReference: ({ id }: Reference) => ({ id, name: `ship ${id}`, home: { id: 'p1' } }) } },
};

const ports: SubgraphFixture = {
  name: 'ports',
  sdl: /* GraphQL */ `
    interface Node {
      id: ID!
    }
    type Port implements Node @key(fields: "id") {
      id: ID!
      name: String!
      ships: [Ship!]!
    }
    type Ship @key(fields: "id", resolvable: false) {
      id: ID!
    }
  `,
  resolvers: { Port: { __resolveReference: ({ id }: Reference) => ({ id, name: `port ${id}`, ships: [{ id: 's1' }, { id: 's2' }] }) } },
};

describeConformance('an interface of entities of several subgraphs', [registry, ships, ports], {
  cases: [
    {
      id: 'FED-NODE-001',
      must: "finds a node by its id and each type's fields at its owner",
      query: '{ nodes(ids: ["s1", "p1", "x"]) { id __typename ... on Ship { name } ... on Port { name } } }',
      data: { nodes: [{ id: 's1', __typename: 'Ship', name: 'ship s1' }, { id: 'p1', __typename: 'Port', name: 'port p1' }, null] },
      requests: { registry: 1, ships: 1, ports: 1 },
    },
    {
      id: 'FED-NODE-002',
      must: "asks nothing of a type's owner when no node of that type came",
      query: '{ node(id: "p1") { ... on Ship { name } ... on Port { title: name } } }',
      data: { node: { title: 'port p1' } },
      never: { ships: [] },
    },
    {
      id: 'FED-CIR-001',
      must: 'follows references that lead back to where they began',
      query: '{ node(id: "s1") { ... on Ship { home { name ships { id name home { name } } } } } }',
      data: { node: { home: { name: 'port p1', ships: ['s1', 's2'].map((id) => ({ id, name: `ship ${id}`, home: { name: 'port p1' } })) } } },
    },
    {
      id: 'FED-CIR-002',
      must: 'answers equal objects on a circle under unlike selections',
      query: '{ node(id: "s1") { ... on Ship { name home { ships { home { id ships { name } } } } } } }',
      data: { node: { name: 'ship s1', home: { ships: ['s1', 's2'].map(() => ({ home: { id: 'p1', ships: [{ name: 'ship s1' }, { name: 'ship s2' }] } })) } } },
    },
    {
      id: 'FED-NODE-003',
      must: 'tells the types of an interface by introspection',
      query: '{ __type(name: "Node") { kind possibleTypes { name } fields { name } } }',
      data: { __type: { kind: 'INTERFACE', possibleTypes: [{ name: 'Port' }, { name: 'Ship' }], fields: [{ name: 'id' }] } },
    },
  ],
});

const catalogue: SubgraphFixture = {
  name: 'catalogue',
  sdl: /* GraphQL */ `
    type Query {
      goods: [Good!]!
    }
    type Good @key(fields: "id") {
      id: ID!
      shelf: Shelf @shareable
    }
    type Shelf @shareable {
      row: Row
    }
    type Row @shareable {
      label: String!
    }
  `,
  resolvers: {
    Query: {
      goods: () => [
        { id: 'g1', shelf: { row: { label: 'A' } } },
        { id: 'g2', shelf: null },
      ],
    },
  },
};

/** Objects of value types can be had only through the entity above them. */
const depth: SubgraphFixture = {
  name: 'depth',
  sdl: /* GraphQL */ `
    type Good @key(fields: "id") {
      id: ID!
      shelf: Shelf @shareable
    }
    type Shelf @shareable {
      row: Row
      height: Int!
    }
    type Row @shareable {
      depth: Int!
    }
  `,
  resolvers: {
    Good: { __resolveReference: ({ id }: Reference) => ({ id, shelf: id === 'g2' ? null : { row: { depth: 7 }, height: 3 } }) },
  },
};

describeConformance('values below an entity', [catalogue, depth], {
  cases: [
    {
      id: 'FED-KEY-040',
      must: 'asks for a part of a value without a key through the entity above it',
      query: '{ goods { id shelf { row { label depth } height } } }',
      data: {
        goods: [
          { id: 'g1', shelf: { row: { label: 'A', depth: 7 }, height: 3 } },
          { id: 'g2', shelf: null },
        ],
      },
      requests: { catalogue: 1, depth: 1 },
    },
    {
      id: 'FED-KEY-041',
      must: 'does so for the part alone',
      query: '{ goods { shelf { row { depth } } } }',
      data: { goods: [{ shelf: { row: { depth: 7 } } }, { shelf: null }] },
    },
  ],
});
