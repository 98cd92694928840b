import { describeConformance } from './conformance.ts';
import type { SubgraphFixture } from './fixture-subgraph.ts';

interface Reference {
  readonly id: string;
}

const yard: SubgraphFixture = {
  name: 'yard',
  sdl: /* GraphQL */ `
    type Query {
      vans: [Van!]!
      carts(some: Boolean!): [Cart!]!
      sleds: [Sled]
    }
    type Van @key(fields: "id") {
      id: ID!
    }
    type Cart @key(fields: "id") {
      id: ID!
    }
    type Sled @key(fields: "id") {
      id: ID!
    }
  `,
  resolvers: {
    Query: {
      vans: () => [{ id: 'v1' }, { id: 'v2' }],
      carts: (_: unknown, { some }: { some: boolean }) => (some ? [{ id: 'c1' }] : []),
      sleds: () => [null, { id: 's1' }],
    },
  },
};

const load = ({ id }: Reference) => ({ id, load: `load of ${id}` });

const loads: SubgraphFixture = {
  name: 'loads',
  sdl: ['Van', 'Cart', 'Sled'].map((type) => `type ${type} @key(fields: "id") { id: ID! load(by: String): String! }`).join(' '),
  resolvers: { Van: { __resolveReference: load }, Cart: { __resolveReference: load }, Sled: { __resolveReference: load } },
};

const ALL = 'query ($some: Boolean!, $by: String) { vans { load } carts(some: $some) { load(by: $by) } sleds { load } }';
const VANS = [{ load: 'load of v1' }, { load: 'load of v2' }];

describeConformance('entities of several types of one subgraph', [yard, loads], {
  cases: [
    {
      id: 'FED-KEY-050',
      must: 'asks for those of which there are some',
      query: ALL,
      variables: { some: false, by: 'rail' },
      data: { vans: VANS, carts: [], sleds: [null, { load: 'load of s1' }] },
      never: { loads: ['Cart'] },
    },
    {
      id: 'FED-KEY-051',
      must: 'asks for all when there are some of all',
      query: ALL,
      variables: { some: true, by: 'rail' },
      data: { vans: VANS, carts: [{ load: 'load of c1' }], sleds: [null, { load: 'load of s1' }] },
    },
    {
      id: 'FED-KEY-052',
      must: 'asks nothing when there are none',
      query: '{ carts(some: false) { load } }',
      data: { carts: [] },
      requests: { yard: 1, loads: 0 },
    },
  ],
});
