import { describeConformance } from './conformance.ts';
import type { SubgraphFixture } from './fixture-subgraph.ts';

const MEDIA = [
  { __typename: 'Film', id: 'm1', title: 'Alien', minutes: 117, related: [{ __typename: 'Song', id: 'm2' }] },
  { __typename: 'Song', id: 'm2', title: 'Toccata', bars: 143, related: [] },
];

const media: SubgraphFixture = {
  name: 'media',
  sdl: /* GraphQL */ `
    type Query {
      media: [Media!]!
      first: Media
      search: [Found]
      nodes: [Node!]!
    }
    interface Node {
      id: ID!
    }
    interface Media implements Node @key(fields: "id") {
      id: ID!
      title: String!
      related: [Media!]!
    }
    type Film implements Media & Node @key(fields: "id") {
      id: ID!
      title: String!
      minutes: Int!
      related: [Media!]!
    }
    type Song implements Media & Node @key(fields: "id") {
      id: ID!
      title: String!
      bars: Int!
      related: [Media!]!
    }
    type Person implements Node @key(fields: "id") {
      id: ID!
    }
    union Found = Film | Song | Person
  `,
  resolvers: {
    Query: {
      media: () => MEDIA,
      first: () => MEDIA[0],
      search: () => [MEDIA[1], null, { __typename: 'Person', id: 'x1' }, MEDIA[0]],
      nodes: () => [MEDIA[0], { __typename: 'Person', id: 'x1' }],
    },
    Media: { __resolveReference: ({ id }: { id: string }) => MEDIA.find((one) => one.id === id) },
    Film: { __resolveReference: ({ id }: { id: string }) => MEDIA.find((one) => one.id === id) },
    Song: { __resolveReference: ({ id }: { id: string }) => MEDIA.find((one) => one.id === id), title: () => 'Toccata', bars: () => 143 },
    Person: { __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Person', id }) },
  },
};

const ratings: SubgraphFixture = {
  name: 'ratings',
  sdl: /* GraphQL */ `
    type Query {
      best: Media
      worst: Media
    }
    type Media @key(fields: "id") @interfaceObject {
      id: ID!
      stars: Int!
      verdict: String! @requires(fields: "title")
      title: String! @external
    }
  `,
  resolvers: {
    Query: { best: () => ({ id: 'm2' }), worst: () => ({ id: 'm1' }) },
    Media: {
      __resolveReference: (reference: { id: string; title?: string }) => reference,
      stars: ({ id }: { id: string }) => Number(id.slice(1)) + 2,
      verdict: ({ title }: { title?: string }) => `${title}: go`,
    },
  },
};

const people: SubgraphFixture = {
  name: 'people',
  sdl: /* GraphQL */ `
    type Film @key(fields: "id") {
      id: ID!
      director: Person!
    }
    type Person @key(fields: "id") {
      id: ID!
      name: String!
    }
  `,
  resolvers: {
    Film: { __resolveReference: ({ id }: { id: string }) => ({ id, director: { id: `d-${id}`, name: 'Ridley' } }) },
    Person: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `name of ${id}` }) },
  },
};

describeConformance('interfaces, unions and interface objects', [media, ratings, people], {
  cases: [
    {
      id: 'FED-ABS-001',
      must: "answers fields of an interface and of its types, and the types' names",
      query: '{ media { __typename title ... on Film { minutes director { name } } ... on Song { bars } } }',
      data: {
        media: [
          { __typename: 'Film', title: 'Alien', minutes: 117, director: { name: 'Ridley' } },
          { __typename: 'Song', title: 'Toccata', bars: 143 },
        ],
      },
    },
    {
      id: 'FED-ABS-002',
      must: 'joins entities inside a union, beside members without the field and null',
      query: '{ search { __typename ... on Person { name } ... on Film { director { name } } } }',
      data: { search: [{ __typename: 'Song' }, null, { __typename: 'Person', name: 'name of x1' }, { __typename: 'Film', director: { name: 'Ridley' } }] },
    },
    {
      id: 'FED-ABS-003',
      must: 'takes fragments on an interface within another',
      query: '{ nodes { id ... on Media { title } ... on Node { __typename } } }',
      data: {
        nodes: [
          { id: 'm1', title: 'Alien', __typename: 'Film' },
          { id: 'x1', __typename: 'Person' },
        ],
      },
    },
    {
      id: 'FED-ABS-004',
      must: 'keeps equal response names of different types apart',
      query: '{ media { ... on Film { length: minutes } ... on Song { length: bars } } }',
      data: { media: [{ length: 117 }, { length: 143 }] },
    },
    {
      id: 'FED-IOB-001',
      must: "adds an interface object's field to every type of the interface",
      query: '{ media { title stars } }',
      data: {
        media: [
          { title: 'Alien', stars: 3 },
          { title: 'Toccata', stars: 4 },
        ],
      },
    },
    {
      id: 'FED-IOB-002',
      must: 'finds the type behind an interface object',
      query: '{ best { __typename kind: __typename title stars ... on Song { bars } } }',
      data: { best: { __typename: 'Song', kind: 'Song', title: 'Toccata', stars: 4, bars: 143 } },
    },
    {
      id: 'FED-IOB-003',
      must: 'gives an interface object what it requires',
      query: '{ best { verdict } media { verdict } }',
      data: { best: { verdict: 'Toccata: go' }, media: [{ verdict: 'Alien: go' }, { verdict: 'Toccata: go' }] },
    },
    {
      id: 'FED-IOB-004',
      must: 'asks nobody else when an interface object has it all',
      query: '{ best { id stars } }',
      data: { best: { id: 'm2', stars: 4 } },
      requests: { media: 0, ratings: 1 },
    },
    {
      id: 'FED-IOB-005',
      must: "joins an interface object's fields below another abstract type",
      query: '{ first { related { stars title } } }',
      data: { first: { related: [{ stars: 4, title: 'Toccata' }] } },
    },
    {
      id: 'FED-IOB-006',
      must: 'chooses by type behind an interface object',
      query: '{ worst { ... on Film { minutes } ... on Song { bars } } best { ... on Film { minutes } } }',
      data: { worst: { minutes: 117 }, best: {} },
    },
  ],
});
