import { GraphQLError } from 'graphql';
import type { SubgraphFixture } from './fixture-subgraph.ts';

/** People of all sorts: nullable and not, failing, of types and values that clients may not see. */
export const crew: SubgraphFixture = {
  name: 'crew',
  sdl: /* GraphQL */ `
    type Query {
      people: [Person!]!
      person(id: ID!): Person
      strict: Person!
      byRole(role: Role!): [Person!]!
      filtered(filter: Filter): String
      secretive: Animal
      creatures: [Animal]
      json: Json
      numbers: [Int!]
      broken: String
    }
    scalar Json
    enum Role {
      CAPTAIN
      COOK
      GHOST @inaccessible
    }
    input Filter {
      name: String = "none"
      age: Int
      secret: Int @inaccessible
    }
    type Person @key(fields: "id") {
      id: ID!
      name: String!
      role: Role
      mates: [Person!]
      boss: Person!
      data: Json
      failing: Int
      fatal: Int!
    }
    interface Animal {
      name: String!
    }
    type Cat implements Animal {
      name: String!
      lives: Int!
    }
    type Bat implements Animal @inaccessible {
      name: String!
    }
  `,
  resolvers: {
    Query: {
      people: () => ['a', 'b'].map((id) => ({ id, name: `name ${id}`, role: id === 'a' ? 'CAPTAIN' : 'GHOST' })),
      person: (_: unknown, { id }: { id: string }) => ({ id, name: `name ${id}`, data: { nested: [1, { __typename: 'x', constructor: 'c' }] } }),
      strict: () => ({ id: 'a', name: 'strict' }),
      byRole: (_: unknown, { role }: { role: string }) => [{ id: 'a', name: role, role }],
      filtered: (_: unknown, { filter }: { filter?: object }) => JSON.stringify(filter ?? null),
      secretive: () => ({ __typename: 'Bat', name: 'bat' }),
      creatures: () => [{ __typename: 'Cat', name: 'cat', lives: 9 }, { __typename: 'Bat', name: 'bat' }, null],
      json: () => ({ a: [1, null, { b: 'text' }], __proto: 1 }),
      numbers: () => [1, 2],
      broken: () => {
        throw new GraphQLError('broken on purpose', { extensions: { code: 'CONFLICT', hint: 'h' } });
      },
    },
    Person: {
      __resolveReference: ({ id }: { id: string }) => ({ id, name: `name ${id}` }),
      mates: () => [
        { id: 'm1', name: 'mate 1' },
        { id: 'm2', name: 'mate 2' },
      ],
      boss: () => ({ id: 'boss', name: 'boss' }),
      failing: () => {
        throw new Error('failing on purpose');
      },
      fatal: () => {
        throw new Error('fatal on purpose');
      },
    },
  },
};

/** What the people earn; some of them it does not know. */
export const pay: SubgraphFixture = {
  name: 'pay',
  sdl: 'type Person @key(fields: "id") { id: ID! wage: Int! bonus: Int grade: String! sometimes: Int! }',
  resolvers: {
    Person: {
      __resolveReference: ({ id }: { id: string }) => (id === 'm1' ? null : { id, wage: 5, bonus: id === 'm2' ? null : 7, grade: 'A' }),
      sometimes: ({ id }: { id: string }) => {
        if (id === 'b') throw new GraphQLError(`not for ${id}`, { extensions: { code: 'FORBIDDEN' } });
        return 1;
      },
    },
  },
};
