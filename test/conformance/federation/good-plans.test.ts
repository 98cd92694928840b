import { describeConformance } from './conformance.ts';
import type { SubgraphFixture } from './fixture-subgraph.ts';

const TRIPS = [
  { id: 't1', name: 'Coast', notes: 'windy', length: 12 },
  { id: 't2', name: 'Ridge', notes: 'steep', length: 30 },
];

/** Owns trips, and must not be asked for what the guide already provides. */
const trips: SubgraphFixture = {
  name: 'trips',
  sdl: 'type Trip @key(fields: "id") { id: ID! name: String! @shareable notes: String! @shareable length: Int! }',
  resolvers: { Trip: { __resolveReference: ({ id }: { id: string }) => TRIPS.find((trip) => trip.id === id) } },
};

const guide: SubgraphFixture = {
  name: 'guide',
  sdl: /* GraphQL */ `
    type Query {
      trip: Trip @provides(fields: "name notes")
      trips: [Trip!]! @provides(fields: "name notes")
    }
    type Trip @key(fields: "id") {
      id: ID!
      name: String! @external
      notes: String! @external
    }
  `,
  resolvers: { Query: { trip: () => TRIPS[0], trips: () => TRIPS } },
};

describeConformance('provided fields, strictly', [trips, guide], {
  cases: [
    {
      id: 'FED-PRV-010',
      must: 'asks the provider only for those provided fields that the client asked for',
      query: '{ trip { id title: name } }',
      data: { trip: { id: 't1', title: 'Coast' } },
      never: { guide: ['notes', '_entities'], trips: [] },
      requests: { guide: 1, trips: 0 },
    },
    {
      id: 'FED-PRV-011',
      must: 'asks the owner for the rest alone, once for a list',
      query: '{ trips { name ... { length } } }',
      data: { trips: TRIPS.map(({ name, length }) => ({ name, length })) },
      never: { guide: ['notes', '_entities'], trips: ['name', 'notes'] },
      requests: { guide: 1, trips: 1 },
    },
    {
      id: 'FED-PRV-012',
      must: 'does not ask for a provided field that a condition leaves out',
      query: '{ trip { id ... on Trip @skip(if: true) { notes } ...N } } fragment N on Trip { name }',
      data: { trip: { id: 't1', name: 'Coast' } },
      never: { guide: ['notes'], trips: [] },
    },
  ],
});

const inbox: SubgraphFixture = {
  name: 'inbox',
  sdl: /* GraphQL */ `
    type Query {
      latest: Message
    }
    union Message = Letter | Parcel
    type Letter {
      sender: Sender
    }
    type Parcel {
      sender: Sender
    }
    type Sender @key(fields: "id") {
      id: ID!
    }
  `,
  resolvers: { Query: { latest: () => ({ __typename: 'Letter', sender: { id: 's1' } }) } },
};
const people: SubgraphFixture = {
  name: 'people',
  sdl: 'type Sender @key(fields: "id") { id: ID! person: String! }',
  resolvers: { Sender: { __resolveReference: ({ id }: { id: string }) => ({ id, person: `person ${id}` }) } },
};
const depots: SubgraphFixture = {
  name: 'depots',
  sdl: 'type Sender @key(fields: "id") { id: ID! depot: String! }',
  resolvers: { Sender: { __resolveReference: ({ id }: { id: string }) => ({ id, depot: `depot ${id}` }) } },
};

describeConformance('members of a union, strictly', [inbox, people, depots], {
  cases: [
    {
      id: 'FED-ABS-020',
      must: 'asks nothing for a member that the answer does not hold',
      query: '{ latest { ... on Letter { sender { person } } ... on Parcel { sender { depot } } } }',
      data: { latest: { sender: { person: 'person s1' } } },
      never: { depots: [] },
      requests: { inbox: 1, people: 1, depots: 0 },
    },
  ],
});

const PARTIES = [
  { __typename: 'Member', id: 'm1', name: 'Mia' },
  { __typename: 'Guest', id: 'g1', name: 'Gus' },
];
const club: SubgraphFixture = {
  name: 'club',
  sdl: 'type Query { members: [Member!]! } type Member @key(fields: "id") { id: ID name: String! @shareable }',
  resolvers: { Query: { members: () => [PARTIES[0]] }, Member: { __resolveReference: ({ id }: { id: string }) => PARTIES.find((one) => one.id === id) } },
};
const desk: SubgraphFixture = {
  name: 'desk',
  sdl: /* GraphQL */ `
    type Query {
      parties: [Party!]!
    }
    union Party = Member | Guest
    type Member @key(fields: "id") {
      id: ID!
      name: String! @shareable
      near: [Party!]!
    }
    type Guest {
      id: ID
      name: String!
      near: [Party!]!
    }
  `,
  resolvers: {
    Query: { parties: () => PARTIES },
    Member: { __resolveReference: ({ id }: { id: string }) => PARTIES.find((one) => one.id === id), near: () => PARTIES },
    Guest: { near: () => PARTIES },
  },
};
const seen = PARTIES.map(({ id, name }) => ({ id, name }));

describeConformance('equal names whose types differ within a subgraph', [club, desk], {
  cases: [
    {
      id: 'FED-ABS-021',
      must: 'asks under different names where one subgraph may not have them in one, and answers under the client’s',
      query:
        '{ members { id name } parties { ... on Member { id name near { ...M } } ... on Guest { id name near { ...M } } } } fragment M on Party { ... on Member { id name } ... on Guest { id name } }',
      data: { members: [seen[0]], parties: seen.map((one) => ({ ...one, near: seen })) },
    },
  ],
});

const board: SubgraphFixture = {
  name: 'board',
  sdl: /* GraphQL */ `
    interface Entry {
      id: ID!
      at: String!
    }
    type Photo implements Entry @key(fields: "id") {
      id: ID!
      at: String!
    }
    type Query {
      entries: [Entry]
    }
  `,
  resolvers: {
    Query: { entries: () => [{ __typename: 'Photo', id: 'f1', at: 'never' }] },
    Photo: { __resolveReference: ({ id }: { id: string }) => ({ id, at: 'never' }) },
  },
};
const clock: SubgraphFixture = {
  name: 'clock',
  sdl: /* GraphQL */ `
    interface Entry {
      id: ID!
      at: String!
    }
    type Text implements Entry @key(fields: "id") {
      id: ID!
      at: String!
      body: String!
    }
    type Photo @key(fields: "id") {
      id: ID!
      at: String! @override(from: "board")
    }
  `,
  resolvers: { Photo: { __resolveReference: ({ id }: { id: string }) => ({ id, at: `at ${id}` }) } },
};

describeConformance('overridden fields behind an interface', [board, clock], {
  cases: [
    {
      id: 'FED-OVR-010',
      must: 'takes a field from its new home although the old one offers it on the interface',
      query: '{ entries { id at } }',
      data: { entries: [{ id: 'f1', at: 'at f1' }] },
      requests: { board: 1, clock: 1 },
    },
    {
      id: 'FED-OVR-011',
      must: 'answers nothing for a type that the subgraph asked does not know',
      query: '{ entries { ... on Text { id body } } }',
      data: { entries: [{}] },
      never: { clock: [] },
    },
  ],
});

const oldShop: SubgraphFixture = {
  name: 'oldShop',
  link: false,
  sdl: /* GraphQL */ `
    type Query {
      cheapest: Ware
    }
    type Ware @key(fields: "upc") {
      upc: String!
      price: Int
    }
  `,
  resolvers: { Query: { cheapest: () => ({ upc: 'w1', price: 3 }) }, Ware: { __resolveReference: ({ upc }: { upc: string }) => ({ upc, price: 3 }) } },
};
const oldNames: SubgraphFixture = {
  name: 'oldNames',
  link: false,
  sdl: /* GraphQL */ `
    type Query {
      named: Ware @provides(fields: "price")
    }
    extend type Ware @key(fields: "upc") {
      upc: String! @external
      price: Int @external
      label: String
    }
  `,
  resolvers: {
    Query: { named: () => ({ upc: 'w1', price: 3, label: 'label w1' }) },
    Ware: { __resolveReference: ({ upc }: { upc: string }) => ({ upc, label: `label ${upc}` }) },
  },
};

describeConformance('subgraphs of Federation 1', [oldShop, oldNames], {
  cases: [
    { id: 'FED-ONE-001', must: 'joins an extension by its key', query: '{ cheapest { price label } }', data: { cheapest: { price: 3, label: 'label w1' } } },
    {
      id: 'FED-ONE-002',
      must: 'takes what a path provides from there',
      query: '{ named { label price } }',
      data: { named: { label: 'label w1', price: 3 } },
      never: { oldShop: [] },
    },
  ],
});
