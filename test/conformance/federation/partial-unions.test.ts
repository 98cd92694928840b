import { describeConformance } from './conformance.ts';
import type { SubgraphFixture } from './fixture-subgraph.ts';

const NOTE = { __typename: 'Note', text: 'a note' };
const CALL = { __typename: 'Call', minutes: 5, by: { name: 'Ada' } };
const VISIT = { __typename: 'Visit', place: 'Rome' };

/** Knows notes and calls of what happened; the other subgraph of the same shared fields knows notes and visits. */
const phone: SubgraphFixture = {
  name: 'phone',
  sdl: /* GraphQL */ `
    type Query {
      onPhone: Diary
      anywhere: Diary @shareable
    }
    type Diary @key(fields: "id") {
      id: ID!
      day: Day @shareable
    }
    type Day @shareable {
      happened: [Happening!]!
    }
    union Happening = Note | Call
    type Note @shareable {
      text: String!
    }
    type Call {
      minutes(rounded: Boolean = false): Int!
      by: Caller
    }
    type Caller {
      name: String!
    }
  `,
  resolvers: {
    Query: { onPhone: () => ({ id: 'd1' }), anywhere: () => ({ id: 'd1', happened: [NOTE] }) },
    Diary: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      day: ({ happened }: { happened?: object[] }) => ({ happened: happened ?? [NOTE, CALL] }),
    },
    Call: { minutes: ({ minutes }: { minutes: number }, { rounded }: { rounded: boolean }) => (rounded ? minutes * 100 : minutes) },
  },
};

const travel: SubgraphFixture = {
  name: 'travel',
  sdl: /* GraphQL */ `
    type Query {
      onTravel: Diary
      anywhere: Diary @shareable
    }
    type Diary @key(fields: "id") {
      id: ID!
      day: Day @shareable
      journey: Day
    }
    type Day @shareable {
      happened: [Happening!]!
    }
    union Happening = Note | Visit
    type Note @shareable {
      text: String!
    }
    type Visit {
      place: String!
    }
  `,
  resolvers: {
    Query: { onTravel: () => ({ id: 'd1' }), anywhere: () => ({ id: 'd1', happened: [NOTE] }) },
    Diary: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      day: ({ happened }: { happened?: object[] }) => ({ happened: happened ?? [NOTE, VISIT] }),
      journey: () => ({ happened: [VISIT, NOTE] }),
    },
  },
};

const ALL = 'happened { __typename ... on Note { text } ... on Call { minutes by { name } } ... on Visit { place } }';

describeConformance('unions of which each subgraph knows a part', [phone, travel], {
  cases: [
    {
      id: 'FED-UNI-001',
      must: 'answers a member that only the subgraph asked knows, with all that is below it',
      query: `{ onPhone { day { ${ALL} } } }`,
      data: { onPhone: { day: { happened: [NOTE, CALL] } } },
      requests: { phone: 1, travel: 0 },
    },
    {
      id: 'FED-UNI-002',
      must: 'answers the other member from the other subgraph',
      query: `{ onTravel { day { ${ALL} } } }`,
      data: { onTravel: { day: { happened: [NOTE, VISIT] } } },
      requests: { phone: 0, travel: 1 },
    },
    {
      id: 'FED-UNI-003',
      must: 'never asks a subgraph about a member that it does not know',
      query: '{ onPhone { day { happened { ... on Visit { place } } } } }',
      data: { onPhone: { day: { happened: [{}, {}] } } },
      never: { phone: ['Visit'] },
    },
    {
      id: 'FED-UNI-004',
      must: 'answers what both know from a shared root field',
      query: `{ anywhere { day { ${ALL} } } }`,
      data: { anywhere: { day: { happened: [NOTE] } } },
    },
    {
      id: 'FED-UNI-005',
      must: 'goes over to the other subgraph for its own field, and takes its members there',
      query: `{ onPhone { journey { ${ALL} } } }`,
      data: { onPhone: { journey: { happened: [VISIT, NOTE] } } },
    },
    {
      id: 'FED-UNI-006',
      must: 'passes arguments, aliases and variables to a member that one subgraph knows',
      query:
        'query ($rounded: Boolean) { onPhone { day { happened { ... on Call { long: minutes(rounded: $rounded) minutes ...C } } } } } fragment C on Call { who: by { name } }',
      variables: { rounded: true },
      data: { onPhone: { day: { happened: [{}, { long: 500, minutes: 5, who: { name: 'Ada' } }] } } },
    },
  ],
});
