import { expect, it } from '@jest/globals';
import { composeSupergraph } from '../../../gateway/supergraph/compose-supergraph.ts';
import { describeConformance } from './conformance.ts';
import { sdlOf, type SubgraphFixture } from './fixture-subgraph.ts';

const UNITS: Readonly<Record<string, number>> = { kg: 1, lb: 2, oz: 32 };

interface Entity {
  readonly __typename?: string;
  readonly id: string;
}

const GOODS: readonly Entity[] = [
  { __typename: 'Crate', id: '1' },
  { __typename: 'Sack', id: '2' },
];
const findGood = ({ id }: Entity) => GOODS.find((one) => one.id === id);
const weigh = ({ id }: Entity, { unit }: { unit: string }) => Number(id) * 10 * (UNITS[unit] ?? 0);
const measure = (size: number) => ({ size: (_: unknown, { unit }: { unit: string }) => size * (UNITS[unit] ?? 0) });

/** Owns goods, each in a box: a crate in a tin, a sack in a bag. */
const stock: SubgraphFixture = {
  name: 'stock',
  sdl: /* GraphQL */ `
    type Query {
      goods: [Good!]!
      crates: [Crate!]!
    }
    interface Good @key(fields: "id") {
      id: ID!
      mass(unit: String!): Int!
      box: Box!
    }
    type Crate implements Good @key(fields: "id") {
      id: ID!
      mass(unit: String!): Int!
      box: Box!
    }
    type Sack implements Good @key(fields: "id") {
      id: ID!
      mass(unit: String!): Int!
      box: Box!
    }
    interface Box {
      size(unit: String!): Int!
    }
    type Tin implements Box {
      size(unit: String!): Int!
    }
    type Bag implements Box {
      size(unit: String!): Int!
    }
  `,
  resolvers: {
    Query: { goods: () => GOODS, crates: () => GOODS.slice(0, 1) },
    Good: { __resolveReference: findGood },
    Crate: { __resolveReference: findGood, mass: weigh, box: () => ({ __typename: 'Tin' }) },
    Sack: { __resolveReference: findGood, mass: weigh, box: () => ({ __typename: 'Bag' }) },
    Tin: measure(3),
    Bag: measure(5),
  },
};

interface Weighed extends Entity {
  readonly mass: number;
}

/** Knows goods as an interface object alone. */
const freight: SubgraphFixture = {
  name: 'freight',
  sdl: /* GraphQL */ `
    type Query {
      heaviest: Good!
    }
    type Good @key(fields: "id") @interfaceObject {
      id: ID!
      mass(unit: String!): Int! @external
      inKilos: String! @requires(fields: "mass(unit: \\"kg\\")")
      inPounds: String! @requires(fields: "mass(unit: \\"lb\\")")
      label: String!
    }
  `,
  resolvers: {
    Query: { heaviest: () => ({ id: '2' }) },
    Good: {
      __resolveReference: (reference: Entity) => reference,
      inKilos: ({ mass }: Weighed) => `${mass} kg`,
      inPounds: ({ mass }: Weighed) => `${mass} lb`,
      label: ({ id }: Entity) => `good ${id}`,
    },
  },
};

interface Boxed extends Entity {
  readonly box: { readonly size: number };
}

/** Requires fields of the interface that a crate's box is known by, or of the types behind it. */
const packing: SubgraphFixture = {
  name: 'packing',
  sdl: /* GraphQL */ `
    type Crate @key(fields: "id") {
      id: ID!
      box: Box! @external
      boxInKilos: String! @requires(fields: "box { size(unit: \\"kg\\") }")
      boxInPounds: String! @requires(fields: "box { size(unit: \\"lb\\") }")
    }
    type Sack @key(fields: "id") {
      id: ID!
      box: Box! @external
      boxAsItIs: String! @requires(fields: "box { ... on Tin { size(unit: \\"kg\\") } ... on Bag { size(unit: \\"oz\\") } }")
      boxInPounds: String! @requires(fields: "box { ... on Tin { size(unit: \\"lb\\") } ... on Bag { size(unit: \\"lb\\") } }")
    }
    interface Box {
      size(unit: String!): Int!
    }
    type Tin implements Box {
      size(unit: String!): Int! @external
    }
    type Bag implements Box {
      size(unit: String!): Int! @external
    }
  `,
  resolvers: {
    Crate: {
      __resolveReference: (reference: Entity) => reference,
      boxInKilos: ({ box }: Boxed) => `${box.size} kg`,
      boxInPounds: ({ box }: Boxed) => `${box.size} lb`,
    },
    Sack: {
      __resolveReference: (reference: Entity) => reference,
      boxAsItIs: ({ box }: Boxed) => `${box.size} in its own unit`,
      boxInPounds: ({ box }: Boxed) => `${box.size} lb`,
    },
  },
};

/** Requires a third choice, and knows but one type of box. */
const customs: SubgraphFixture = {
  name: 'customs',
  sdl: /* GraphQL */ `
    type Crate @key(fields: "id") {
      id: ID!
      box: Box! @external
      duty: String! @requires(fields: "box { size(unit: \\"oz\\") }")
    }
    interface Box {
      size(unit: String!): Int!
    }
    type Tin implements Box {
      size(unit: String!): Int! @external
    }
  `,
  resolvers: { Crate: { __resolveReference: (reference: Entity) => reference, duty: ({ box }: Boxed) => `for ${box.size} oz` } },
};

describeConformance('requirements at odds on interfaces', [stock, freight, packing, customs], {
  cases: [
    {
      id: 'FED-REQ-026',
      must: 'gives each of two resolvers of an interface object what it requires of whatever type is behind it',
      query: '{ goods { inKilos inPounds } }',
      data: {
        goods: [
          { inKilos: '10 kg', inPounds: '20 lb' },
          { inKilos: '20 kg', inPounds: '40 lb' },
        ],
      },
    },
    {
      id: 'FED-REQ-027',
      must: 'does so in the other order, beside the field itself and one that requires nothing',
      query: '{ goods { id inPounds label mass(unit: "oz") inKilos } }',
      data: {
        goods: [
          { id: '1', inPounds: '20 lb', label: 'good 1', mass: 320, inKilos: '10 kg' },
          { id: '2', inPounds: '40 lb', label: 'good 2', mass: 640, inKilos: '20 kg' },
        ],
      },
    },
    {
      id: 'FED-REQ-028',
      must: 'does so where the interface object comes from the subgraph that requires',
      query: '{ heaviest { inPounds inKilos } }',
      data: { heaviest: { inPounds: '40 lb', inKilos: '20 kg' } },
    },
    {
      id: 'FED-REQ-029',
      must: 'gives one to objects of one type alone',
      query: '{ goods { ... on Crate { inPounds } ... on Sack { inKilos } } }',
      data: { goods: [{ inPounds: '20 lb' }, { inKilos: '20 kg' }] },
    },
    {
      id: 'FED-REQ-030',
      must: 'keeps apart what is required of fields of an interface',
      query: '{ crates { boxInKilos boxInPounds } }',
      data: { crates: [{ boxInKilos: '3 kg', boxInPounds: '6 lb' }] },
    },
    {
      id: 'FED-REQ-031',
      must: 'keeps it apart over two subgraphs, beside the field itself',
      query: '{ crates { boxInPounds duty box { __typename size(unit: "kg") } boxInKilos } }',
      data: { crates: [{ boxInPounds: '6 lb', duty: 'for 96 oz', box: { __typename: 'Tin', size: 3 }, boxInKilos: '3 kg' }] },
    },
    {
      id: 'FED-REQ-032',
      must: 'lets one requirement choose by type',
      query: '{ goods { ... on Sack { boxAsItIs } } }',
      data: { goods: [{}, { boxAsItIs: '160 in its own unit' }] },
    },
    {
      id: 'FED-REQ-033',
      must: 'keeps it apart from another that does not, and from those of another type in the same request',
      query: '{ goods { ... on Sack { boxInPounds boxAsItIs } ... on Crate { boxInKilos inPounds boxInPounds } } }',
      data: {
        goods: [
          { boxInKilos: '3 kg', inPounds: '20 lb', boxInPounds: '6 lb' },
          { boxInPounds: '10 lb', boxAsItIs: '160 in its own unit' },
        ],
      },
    },
    {
      id: 'FED-REQ-035',
      must: 'asks every object for what needs nothing, whatever is required beside it',
      query: '{ goods { label ... on Crate { inKilos } } }',
      data: { goods: [{ label: 'good 1', inKilos: '10 kg' }, { label: 'good 2' }] },
    },
    {
      id: 'FED-REQ-036',
      must: 'asks no object without a key, for what was asked of objects of other types alone',
      query: '{ heaviest { mass(unit: "kg") ... on Crate { inPounds boxInKilos } ... on Crate { same: id } ... on Sack { same: id } } }',
      data: { heaviest: { mass: 20, same: '2' } },
    },
  ],
});

it('FED-REQ-034 an interface itself cannot require anything: composition refuses it', async () => {
  const requiring = /* GraphQL */ `
    interface Good @key(fields: "id") {
      id: ID!
      inKilos: String! @requires(fields: "id")
    }
    type Crate implements Good @key(fields: "id") {
      id: ID!
      inKilos: String!
    }
    type Sack implements Good @key(fields: "id") {
      id: ID!
      inKilos: String!
    }
  `;
  const subgraphs = [stock, { name: 'requiring', sdl: requiring }].map((fixture) => ({ name: fixture.name, url: '', sdl: sdlOf(fixture) }));
  const composition = await composeSupergraph(subgraphs);
  expect(composition.kind === 'refused' && composition.problems.map(({ code }) => code)).toContain('REQUIRES_UNSUPPORTED_ON_INTERFACE');
});
