import { describeConformance } from './conformance.ts';
import type { SubgraphFixture } from './fixture-subgraph.ts';

const MEDIA = [
  { __typename: 'Film', id: 'm1', by: { id: 'low' } },
  { __typename: 'Song', id: 'm2', by: { id: 'high' } },
];
const find = ({ id }: { id: string }) => MEDIA.find((one) => one.id === id);

const media: SubgraphFixture = {
  name: 'media',
  sdl: /* GraphQL */ `
    type Query {
      media: [Media!]!
    }
    interface Media @key(fields: "id") {
      id: ID!
    }
    type Film implements Media @key(fields: "id") {
      id: ID!
      by: Person!
    }
    type Song implements Media @key(fields: "id") {
      id: ID!
      by: Person!
    }
    type Person @key(fields: "id") {
      id: ID!
    }
  `,
  resolvers: { Query: { media: () => MEDIA }, Media: { __resolveReference: find }, Film: { __resolveReference: find }, Song: { __resolveReference: find } },
};

function lose(what: string): never {
  throw new Error(`${what} was lost`);
}

/** Every note on a song has lost its words, and people of low rank their rank. */
const notes: SubgraphFixture = {
  name: 'notes',
  sdl: /* GraphQL */ `
    type Media @key(fields: "id") @interfaceObject {
      id: ID!
      notes: [Note]!
      first: Note
    }
    type Person @key(fields: "id") {
      id: ID!
      name: String!
      rank: Int!
    }
    type Note {
      id: ID!
      words: String!
      echo: String
      reply: Note
    }
  `,
  resolvers: {
    Media: {
      __resolveReference: (reference: object) => reference,
      notes: ({ id }: { id: string }) => [{ id: `note of ${id}` }],
      first: ({ id }: { id: string }) => ({ id: `note of ${id}` }),
    },
    Person: {
      __resolveReference: (reference: object) => reference,
      name: ({ id }: { id: string }) => `someone ${id}`,
      rank: ({ id }: { id: string }) => (id === 'low' ? lose('a rank') : 1),
    },
    Note: {
      words: ({ id }: { id: string }) => (id.endsWith('m2') ? lose('a word') : 'some words'),
      echo: ({ id }: { id: string }) => (id.endsWith('m2') ? lose('an echo') : 'some echo'),
      reply: ({ id }: { id: string }) => ({ id: `reply to ${id}` }),
    },
  },
};

describeConformance('unlike selections of unlike types', [media, notes], {
  cases: [
    {
      id: 'FED-ABS-030',
      must: 'costs no type what fails for the sake of another',
      query: '{ media { ... on Film { n: notes { words } } ... on Song { n: notes { id } } } }',
      data: { media: [{ n: [{ words: 'some words' }] }, { n: [{ id: 'note of m2' }] }] },
    },
    {
      id: 'FED-ABS-031',
      must: 'does so under a name of its own and through fragments, further below',
      query: /* GraphQL */ `
        {
          media {
            ...F
            ...S
          }
        }
        fragment F on Film {
          first {
            reply {
              words
            }
          }
        }
        fragment S on Song {
          first {
            reply {
              id
            }
          }
        }
      `,
      data: { media: [{ first: { reply: { words: 'some words' } } }, { first: { reply: { id: 'reply to note of m2' } } }] },
    },
    {
      id: 'FED-ABS-032',
      must: 'tells no error of what only others were asked for',
      query: '{ media { notes { id } ... on Film { notes { echo } } } }',
      data: { media: [{ notes: [{ id: 'note of m1', echo: 'some echo' }] }, { notes: [{ id: 'note of m2' }] }] },
    },
    {
      id: 'FED-ABS-033',
      must: 'costs no type what fails below a field that all are asked for',
      query: '{ media { notes { id } ... on Film { notes { words } } } }',
      data: { media: [{ notes: [{ id: 'note of m1', words: 'some words' }] }, { notes: [{ id: 'note of m2' }] }] },
    },
    {
      id: 'FED-ABS-035',
      must: 'asks each type for what its own field leads to, and that alone',
      query: '{ media { ... on Film { by { name } } ... on Song { by { rank } } } }',
      data: { media: [{ by: { name: 'someone low' } }, { by: { rank: 1 } }] },
    },
    {
      id: 'FED-ABS-034',
      must: 'tells every type of its own failures',
      query: '{ media { ... on Film { n: first { id } } ... on Song { n: first { words } } } }',
      data: { media: [{ n: { id: 'note of m1' } }, { n: null }] },
      errors: [{ path: ['media', 1, 'n', 'words'], service: 'notes' }],
    },
  ],
});
