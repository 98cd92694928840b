import { describeConformance } from './conformance.ts';
import type { SubgraphFixture } from './fixture-subgraph.ts';

const toSelf = (reference: object) => reference;

const garages: SubgraphFixture = {
  name: 'garages',
  sdl: /* GraphQL */ `
    type Query {
      cars: [Car!]!
      vehicle: Vehicle
    }
    interface Vehicle @key(fields: "id") {
      id: ID!
    }
    type Car implements Vehicle @key(fields: "id") {
      id: ID!
      seats: Int @external
    }
    type Boat implements Vehicle @key(fields: "id") {
      id: ID!
      weight: Int
      tows: [Car!]! @external
      load: String! @requires(fields: "tows { seats }")
    }
  `,
  resolvers: {
    Query: { cars: () => [{ id: 'c1' }], vehicle: () => ({ __typename: 'Car', id: 'c1' }) },
    Vehicle: { __resolveReference: ({ id }: { id: string }) => ({ __typename: id.startsWith('c') ? 'Car' : 'Boat', id }) },
    Car: { __resolveReference: toSelf },
    Boat: { __resolveReference: ({ id }: { id: string }) => ({ id, weight: 9 }), load: () => 'load' },
  },
};
const scales: SubgraphFixture = {
  name: 'scales',
  sdl: /* GraphQL */ `
    interface Vehicle {
      weight: Int
    }
    type Car @key(fields: "id") {
      id: ID!
      weight: Int
      seats: Int
    }
    type Boat @key(fields: "id") {
      id: ID!
      tows: [Car!]!
    }
  `,
  resolvers: {
    Car: { __resolveReference: ({ id }: { id: string }) => ({ id, weight: 1_200, seats: 4 }) },
    Boat: { __resolveReference: ({ id }: { id: string }) => ({ id, tows: [] }) },
  },
};
const tolls: SubgraphFixture = {
  name: 'tolls',
  sdl: /* GraphQL */ `
    type Vehicle @key(fields: "id") @interfaceObject {
      id: ID!
      weight: Int @external
      toll: String @requires(fields: "weight")
    }
  `,
  resolvers: { Vehicle: { __resolveReference: toSelf, toll: ({ weight }: { weight: number }) => `${weight} coins` } },
};

describeConformance('an interface object that requires what each type has elsewhere', [garages, scales, tolls], {
  cases: [
    {
      id: 'FED-ABS-060',
      must: 'asks no subgraph for a type that cannot stand at the place',
      query: '{ cars { toll } }',
      data: { cars: [{ toll: '1200 coins' }] },
    },
  ],
});

const shelves: SubgraphFixture = {
  name: 'shelves',
  sdl: /* GraphQL */ `
    type Query {
      tool: Tool
    }
    interface Tool {
      id: ID!
    }
    type Saw implements Tool @key(fields: "id") {
      id: ID!
      maker: String! @shareable
      model: String! @shareable
      advice: String @external
      note: String! @requires(fields: "advice")
    }
  `,
  resolvers: {
    Query: { tool: () => ({ __typename: 'Saw', id: 's1', maker: 'M', model: '7' }) },
    Saw: {
      __resolveReference: ({ id, advice }: { id: string; advice?: string }) => ({ id, maker: 'M', model: '7', advice }),
      note: ({ advice }: { advice: string }) => `note: ${advice}`,
    },
  },
};
const catalogue: SubgraphFixture = {
  name: 'catalogue',
  sdl: /* GraphQL */ `
    type Saw @key(fields: "maker model") {
      maker: String!
      model: String!
      teeth: Int
      origin: String
    }
  `,
  resolvers: { Saw: { __resolveReference: (reference: object) => ({ ...reference, teeth: 24, origin: 'north' }) } },
};
const advisers: SubgraphFixture = {
  name: 'advisers',
  sdl: /* GraphQL */ `
    type Saw @key(fields: "maker model", resolvable: false) @key(fields: "id") {
      maker: String!
      model: String!
      id: ID!
      teeth: Int @external
      origin: String @external
      advice: String @requires(fields: "teeth origin")
    }
  `,
  resolvers: {
    Saw: {
      __resolveReference({ id, ...rest }: { id?: string }) {
        if (id === undefined) throw new Error('a key that is not resolvable');
        return { id, ...rest };
      },
      advice: ({ teeth, origin }: { teeth: number; origin: string }) => `${teeth} teeth from the ${origin}`,
    },
  },
};

describeConformance('a key that is not resolvable beside one that is', [shelves, catalogue, advisers], {
  cases: [
    {
      id: 'FED-KEY-060',
      must: 'sends what is required with the key by which objects are found',
      query: '{ tool { ... on Saw { advice } } }',
      data: { tool: { advice: '24 teeth from the north' } },
    },
    {
      id: 'FED-KEY-061',
      must: 'does so where what is found is required in turn',
      query: '{ tool { ... on Saw { note } } }',
      data: { tool: { note: 'note: 24 teeth from the north' } },
    },
  ],
});

const fleets: SubgraphFixture = {
  name: 'fleets',
  sdl: /* GraphQL */ `
    type Query {
      route: Route
    }
    type Route {
      code: String! @shareable
    }
  `,
  resolvers: { Query: { route: () => ({ code: 'r1' }) } },
};
const codes: SubgraphFixture = {
  name: 'codes',
  sdl: /* GraphQL */ `
    type Route @key(fields: "id") @key(fields: "code") {
      id: ID!
      code: String!
      colour: String!
    }
  `,
  resolvers: { Route: { __resolveReference: (reference: object) => ({ id: 'one', code: 'r1', colour: 'red', ...reference }) } },
};
const names: SubgraphFixture = {
  name: 'names',
  sdl: /* GraphQL */ `
    type Route @key(fields: "id") {
      id: ID!
      next(after: [Int!], by: Int!): Route!
    }
  `,
  resolvers: { Route: { __resolveReference: toSelf, next: ({ id }: { id: string }) => ({ id }) } },
};
const numbers: SubgraphFixture = {
  name: 'numbers',
  sdl: /* GraphQL */ `
    type Route @key(fields: "id") @key(fields: "number") {
      id: ID!
      number: Int!
      length: Float
      next(after: [Int!], by: Int!): Route! @external
      colour: String! @external
      hint: Int @requires(fields: "next(by: 1) { number next(after: [1, 2], by: 1) { colour length } }")
    }
  `,
  resolvers: { Route: { __resolveReference: (reference: object) => ({ id: 'one', number: 1, length: 2.5, ...reference }), hint: () => 1 } },
};
const fares: SubgraphFixture = {
  name: 'fares',
  sdl: /* GraphQL */ `
    type Route @key(fields: "number") {
      number: Int!
      length: Float @external
      fare: Int @requires(fields: "length")
    }
  `,
  resolvers: { Route: { __resolveReference: toSelf, fare: ({ length }: { length: number }) => length * 4 } },
};

describeConformance('a requirement at the end of a chain of keys', [fleets, codes, names, numbers, fares], {
  cases: [
    {
      id: 'FED-REQ-042',
      must: 'is there before the field that requires it is asked for',
      query: '{ route { fare } }',
      data: { route: { fare: 10 } },
    },
  ],
});

const boxes: SubgraphFixture = {
  name: 'boxes',
  sdl: /* GraphQL */ `
    type Query {
      box: Box!
    }
    union Content = Cup | Plate
    type Box @key(fields: "id") {
      id: ID!
      content: Content
      contents: [Content!]!
    }
    type Cup @key(fields: "id") {
      id: ID!
      volume(of: Int!): Int
    }
    type Plate @key(fields: "id") {
      id: ID!
      width: Int
    }
  `,
  resolvers: {
    Query: { box: () => ({ id: 'b1' }) },
    Box: {
      __resolveReference: toSelf,
      content: () => ({ __typename: 'Cup', id: 'c1', volume: 3 }),
      contents: () => [
        { __typename: 'Plate', id: 'p1', width: 20 },
        { __typename: 'Cup', id: 'c2', volume: 4 },
      ],
    },
    Cup: { __resolveReference: toSelf },
    Plate: { __resolveReference: toSelf },
  },
};
const labellers: SubgraphFixture = {
  name: 'labellers',
  sdl: /* GraphQL */ `
    union Content = Cup | Plate
    type Box @key(fields: "id") {
      id: ID!
      content: Content @external
      contents: [Content!]! @external
      label: String @requires(fields: "content { ... on Cup { volume(of: 1) } } contents { ... on Plate { width } ... on Cup { volume(of: 1) } }")
    }
    type Cup @key(fields: "id") {
      id: ID!
      volume(of: Int!): Int @external
    }
    type Plate @key(fields: "id") {
      id: ID!
      width: Int @external
    }
  `,
  resolvers: {
    Box: {
      __resolveReference: toSelf,
      label: ({ content, contents }: Record<'content' | 'contents', unknown>) => JSON.stringify([content, contents], ['__typename', 'volume', 'width']),
    },
  },
};

describeConformance('required objects of several types', [boxes, labellers], {
  cases: [
    {
      id: 'FED-REQ-043',
      must: 'come with the names of their types',
      query: '{ box { label } }',
      data: {
        box: { label: '[{"__typename":"Cup","volume":3},[{"__typename":"Plate","width":20},{"__typename":"Cup","volume":4}]]' },
      },
    },
  ],
});
