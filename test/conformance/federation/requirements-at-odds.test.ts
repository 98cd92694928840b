import { describeConformance } from './conformance.ts';
import type { SubgraphFixture } from './fixture-subgraph.ts';

const MASS: Readonly<Record<string, number>> = { kg: 1, lb: 2 };

const stock: SubgraphFixture = {
  name: 'stock',
  sdl: /* GraphQL */ `
    type Query {
      crates: [Crate!]!
      depot: Depot!
    }
    type Depot {
      crates: [Crate!]!
    }
    type Crate @key(fields: "id") {
      id: ID!
      mass(unit: String!): Int!
      lid: Lid!
    }
    type Lid {
      mass(unit: String!): Int!
    }
  `,
  resolvers: {
    Query: { crates: () => [{ id: 'c1' }, { id: 'c2' }], depot: () => ({ crates: [{ id: 'c2' }] }) },
    Crate: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      mass: ({ id }: { id: string }, { unit }: { unit: string }) => Number(id.slice(1)) * 10 * (MASS[unit] ?? 0),
      lid: () => ({}),
    },
    Lid: { mass: (_: unknown, { unit }: { unit: string }) => 3 * (MASS[unit] ?? 0) },
  },
};

interface Weighed {
  readonly id: string;
  readonly mass: number;
  readonly lid: { readonly mass: number };
}

const freight: SubgraphFixture = {
  name: 'freight',
  sdl: /* GraphQL */ `
    type Crate @key(fields: "id") {
      id: ID!
      mass(unit: String!): Int! @external
      lid: Lid! @external
      inKilos: String! @requires(fields: "mass(unit: \\"kg\\")")
      inPounds: String! @requires(fields: "mass(unit: \\"lb\\")")
      lidInKilos: String! @requires(fields: "lid { mass(unit: \\"kg\\") }")
      lidInPounds: String! @requires(fields: "lid { mass(unit: \\"lb\\") }")
      label: String!
    }
    type Lid {
      mass(unit: String!): Int! @external
    }
  `,
  resolvers: {
    Crate: {
      __resolveReference: (reference: object) => reference,
      inKilos: ({ mass }: Weighed) => `${mass} kg`,
      inPounds: ({ mass }: Weighed) => `${mass} lb`,
      lidInKilos: ({ lid }: Weighed) => `${lid.mass} kg`,
      lidInPounds: ({ lid }: Weighed) => `${lid.mass} lb`,
      label: ({ id }: Weighed) => `crate ${id}`,
    },
  },
};

describeConformance('requirements at odds', [stock, freight], {
  cases: [
    {
      id: 'FED-REQ-020',
      must: 'gives each of two resolvers the field that it requires with an argument of its own',
      query: '{ crates { inKilos inPounds } }',
      data: {
        crates: [
          { inKilos: '10 kg', inPounds: '20 lb' },
          { inKilos: '20 kg', inPounds: '40 lb' },
        ],
      },
    },
    {
      id: 'FED-REQ-021',
      must: 'keeps them apart from the field that the client asks under its own name with a third argument',
      query: 'query ($unit: String!) { depot { crates { inPounds mass(unit: $unit) inKilos } } }',
      variables: { unit: 'none' },
      data: { depot: { crates: [{ inPounds: '40 lb', mass: 0, inKilos: '20 kg' }] } },
    },
    {
      id: 'FED-REQ-022',
      must: 'keeps them apart below an object that both require',
      query: '{ depot { crates { lidInKilos lidInPounds } } }',
      data: { depot: { crates: [{ lidInKilos: '3 kg', lidInPounds: '6 lb' }] } },
    },
    {
      id: 'FED-REQ-023',
      must: 'gives one of them alone at each of two places',
      query: '{ crates { inKilos } depot { crates { inPounds } } }',
      data: { crates: [{ inKilos: '10 kg' }, { inKilos: '20 kg' }], depot: { crates: [{ inPounds: '40 lb' }] } },
    },
    {
      id: 'FED-REQ-024',
      must: 'gives all of them at once, whatever their order, beside a field that requires nothing',
      query: '{ depot { crates { lidInPounds inPounds label inKilos lidInKilos } } }',
      data: { depot: { crates: [{ lidInPounds: '6 lb', inPounds: '40 lb', label: 'crate c2', inKilos: '20 kg', lidInKilos: '3 kg' }] } },
    },
    {
      id: 'FED-REQ-025',
      must: 'shows clients nothing of how they are kept apart',
      query: '{ crate: __type(name: "Crate") { fields { name } } lid: __type(name: "Lid") { fields { name } } }',
      data: {
        crate: { fields: ['id', 'mass', 'lid', 'inKilos', 'inPounds', 'lidInKilos', 'lidInPounds', 'label'].map((name) => ({ name })) },
        lid: { fields: [{ name: 'mass' }] },
      },
    },
  ],
});
