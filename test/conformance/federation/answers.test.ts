import { GraphQLError } from 'graphql';
import { describeConformance } from './conformance.ts';
import type { SubgraphFixture } from './fixture-subgraph.ts';

const crew: SubgraphFixture = {
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
    enum Role { CAPTAIN COOK GHOST @inaccessible }
    input Filter { name: String = "none" age: Int secret: Int @inaccessible }
    type Person @key(fields: "id") { id: ID! name: String! role: Role mates: [Person!] boss: Person! data: Json failing: Int fatal: Int! }
    interface Animal { name: String! }
    type Cat implements Animal { name: String! lives: Int! }
    type Bat implements Animal @inaccessible { name: String! }
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
      mates: () => [{ id: 'm1', name: 'mate 1' }, { id: 'm2', name: 'mate 2' }],
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

const pay: SubgraphFixture = {
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

describeConformance('answers', [crew, pay], {
  cases: [
    {
      id: 'FED-ENUM-001',
      must: 'answers null, with an error, for an enum value that clients may not see',
      query: '{ people { id role } }',
      data: { people: [{ id: 'a', role: 'CAPTAIN' }, { id: 'b', role: null }] },
      errors: [{ path: ['people', 1, 'role'] }],
    },
    { id: 'FED-ENUM-002', must: 'passes enum values as arguments and variables', query: 'query ($r: Role!) { a: byRole(role: COOK) { role } b: byRole(role: $r) { role } }', variables: { r: 'CAPTAIN' }, data: { a: [{ role: 'COOK' }], b: [{ role: 'CAPTAIN' }] } },
    { id: 'FED-INP-001', must: 'passes input objects, their defaults filled in', query: 'query ($f: Filter) { a: filtered(filter: $f) b: filtered(filter: { age: 3 }) c: filtered }', variables: { f: { age: 1 } }, data: { a: '{"name":"none","age":1}', b: '{"name":"none","age":3}', c: 'null' } },
    {
      id: 'FED-ABS-010',
      must: 'answers null, with an error, for an object of a type that clients may not see',
      query: '{ secretive { name } creatures { __typename name ... on Cat { lives } } }',
      data: { secretive: null, creatures: [{ __typename: 'Cat', name: 'cat', lives: 9 }, null, null] },
      errors: [{ path: ['secretive'] }, { path: ['creatures', 1] }],
    },
    { id: 'FED-SCL-001', must: 'passes custom scalars as they are', query: '{ json person(id: "p") { data } }', data: { json: { a: [1, null, { b: 'text' }], __proto: 1 }, person: { data: { nested: [1, { __typename: 'x', constructor: 'c' }] } } } },
    {
      id: 'FED-NULL-001',
      must: 'carries a null up to the nearest nullable place when an entity is not found',
      query: '{ person(id: "z") { mates { name bonus wage } } }',
      data: { person: { mates: null } },
      errors: [{ path: ['person', 'mates', 0, 'wage'] }],
    },
    { id: 'FED-NULL-002', must: 'keeps nulls where they may be', query: '{ person(id: "z") { mates { name bonus } } }', data: { person: { mates: [{ name: 'mate 1', bonus: null }, { name: 'mate 2', bonus: null }] } } },
    { id: 'FED-NULL-003', must: 'makes the whole data null when nothing above may be', query: '{ strict { mates { name } fatal } }', data: null, errors: [{ path: ['strict', 'fatal'], service: 'crew' }] },
    {
      id: 'FED-ERR-001',
      must: 'tells a subgraph\'s error at the client\'s path, with its code and extensions',
      query: '{ mine: broken person(id: "p") { id oops: failing } }',
      data: { mine: null, person: { id: 'p', oops: null } },
      errors: [{ path: ['mine'], code: 'CONFLICT', service: 'crew' }, { path: ['person', 'oops'], service: 'crew' }],
    },
    {
      id: 'FED-ERR-002',
      must: 'tells an entity\'s error at each place where the entity stands',
      query: '{ two: people { it: sometimes } one: person(id: "b") { sometimes } }',
      data: null,
      errors: [{ path: ['two', 1, 'it'], code: 'FORBIDDEN', service: 'pay' }, { path: ['one', 'sometimes'], code: 'FORBIDDEN', service: 'pay' }],
    },
    { id: 'FED-ERR-003', must: 'tells an error once for each alias', query: '{ a: broken b: broken }', data: { a: null, b: null }, errors: [{ path: ['a'] }, { path: ['b'] }] },
    {
      id: 'FED-INC-001',
      must: 'leaves out what @skip and @include say, at every level and by constants',
      query: 'query ($y: Boolean!, $n: Boolean!) { people @include(if: $y) { id @skip(if: $n) name @include(if: $n) wage @include(if: $y) } person(id: "p") @skip(if: $y) { id } strict { id @skip(if: true) name @include(if: true) } }',
      variables: { y: true, n: false },
      data: { people: [{ id: 'a', wage: 5 }, { id: 'b', wage: 5 }], strict: { name: 'strict' } },
    },
    {
      id: 'FED-INC-002',
      must: 'does not ask a subgraph for what is left out',
      query: 'query ($n: Boolean = false) { people { id ... @include(if: $n) { wage } ...P @skip(if: true) } } fragment P on Person { grade }',
      data: { people: [{ id: 'a' }, { id: 'b' }] },
      requests: { pay: 0 },
    },
    {
      id: 'FED-INC-003',
      must: 'joins equal fields under different conditions',
      query: 'query ($a: Boolean!, $b: Boolean!) { person(id: "p") { boss @include(if: $a) { name } boss @include(if: $b) { wage } } }',
      variables: { a: false, b: true },
      data: { person: { boss: { wage: 5 } } },
    },
    { id: 'FED-INC-004', must: 'answers an empty object when everything is left out', query: '{ people { id @skip(if: true) } person(id: "p") @include(if: false) { id } }', data: { people: [{}, {}] } },
    { id: 'FED-INT-001', must: 'answers introspection beside data, in order', query: '{ __typename strict { __typename } s: __schema { queryType { name } } t: __type(name: "Role") { enumValues { name } } }', data: { __typename: 'Query', strict: { __typename: 'Person' }, s: { queryType: { name: 'Query' } }, t: { enumValues: [{ name: 'CAPTAIN' }, { name: 'COOK' }] } } },
    { id: 'FED-INT-002', must: 'answers introspection alone, with variables and fragments, without asking a subgraph', query: 'query ($n: String!) { ...S } fragment S on Query { __type(name: $n) { ...T } } fragment T on __Type { kind inputFields { name } }', variables: { n: 'Filter' }, data: { __type: { kind: 'INPUT_OBJECT', inputFields: [{ name: 'name' }, { name: 'age' }] } }, requests: { crew: 0, pay: 0 } },
    { id: 'FED-INT-003', must: 'hides what is inaccessible', query: '{ __type(name: "Bat") { name } a: __type(name: "Animal") { possibleTypes { name } } }', data: { __type: null, a: { possibleTypes: [{ name: 'Cat' }] } } },
    { id: 'FED-FRG-001', must: 'joins fragments, nested and repeated', query: 'query { strict { ...A ...B ... { name } } } fragment A on Person { boss { id ...B } } fragment B on Person { name wage boss { bonus } }', data: { strict: { boss: { id: 'boss', name: 'boss', wage: 5, boss: { bonus: 7 }, bonus: 7 }, name: 'strict', wage: 5 } } },
    { id: 'FED-FRG-002', must: 'answers under response names that objects inherit', query: '{ constructor: numbers strict { toString: name __proto__: id hasOwnProperty: wage } }', data: JSON.parse('{"constructor":[1,2],"strict":{"toString":"strict","__proto__":"a","hasOwnProperty":5}}') as unknown },
  ],
});

describeConformance('answers while a subgraph is gone', [crew, pay], {
  dead: ['pay'],
  cases: [
    {
      id: 'FED-DEAD-001',
      must: 'answers the other fields, and says what is missing and whose it is',
      query: '{ person(id: "p") { name bonus } }',
      data: { person: { name: 'name p', bonus: null } },
      errors: [{ path: ['person', 'bonus'], code: 'SUBGRAPH_UNAVAILABLE', service: 'pay' }],
    },
    {
      id: 'FED-DEAD-002',
      must: 'tells one error for a list',
      query: '{ person(id: "p") { mates { name bonus } } people { id } }',
      data: { person: { mates: [{ name: 'mate 1', bonus: null }, { name: 'mate 2', bonus: null }] }, people: [{ id: 'a' }, { id: 'b' }] },
      errors: [{ path: ['person', 'mates'], code: 'SUBGRAPH_UNAVAILABLE', service: 'pay' }],
    },
    {
      id: 'FED-DEAD-003',
      must: 'adds no second error where a missing field makes its object null',
      query: '{ one: person(id: "p") { name wage } }',
      data: { one: null },
      errors: [{ path: ['one', 'wage'], code: 'SUBGRAPH_UNAVAILABLE', service: 'pay' }],
    },
  ],
});

describeConformance('aliases and conditions that share a field', [crew, pay], {
  cases: [
    {
      id: 'FED-ALS-001',
      must: 'keeps an error below one alias from another alias of the same field',
      query: '{ fine: strict { name } bad: person(id: "p") { a: mates { name } b: mates { fatal } } }',
      data: { fine: { name: 'strict' }, bad: { a: [{ name: 'mate 1' }, { name: 'mate 2' }], b: null } },
      errors: [{ path: ['bad', 'b', 0, 'fatal'], service: 'crew' }],
    },
    {
      id: 'FED-INC-005',
      must: 'does not ask for what constants leave out',
      query: '{ strict { name fatal @include(if: false) ... @skip(if: true) { failing } } }',
      data: { strict: { name: 'strict' } },
    },
    {
      id: 'FED-INC-006',
      must: 'answers an object all of whose fields are left out',
      query: 'query ($n: Boolean!) { person(id: "p") { mates { wage @include(if: $n) boss @include(if: $n) { wage } } } }',
      variables: { n: false },
      data: { person: { mates: [{}, {}] } },
    },
  ],
});
