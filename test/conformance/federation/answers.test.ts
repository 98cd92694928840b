import { describeConformance } from './conformance.ts';
import { crew, pay } from './crew.ts';

describeConformance('answers', [crew, pay], {
  cases: [
    {
      id: 'FED-ENUM-001',
      must: 'answers null, with an error, for an enum value that clients may not see',
      query: '{ people { id role } }',
      data: {
        people: [
          { id: 'a', role: 'CAPTAIN' },
          { id: 'b', role: null },
        ],
      },
      errors: [{ path: ['people', 1, 'role'] }],
    },
    {
      id: 'FED-ENUM-002',
      must: 'passes enum values as arguments and variables',
      query: 'query ($r: Role!) { a: byRole(role: COOK) { role } b: byRole(role: $r) { role } }',
      variables: { r: 'CAPTAIN' },
      data: { a: [{ role: 'COOK' }], b: [{ role: 'CAPTAIN' }] },
    },
    {
      id: 'FED-INP-001',
      must: 'passes input objects, their defaults filled in',
      query: 'query ($f: Filter) { a: filtered(filter: $f) b: filtered(filter: { age: 3 }) c: filtered }',
      variables: { f: { age: 1 } },
      data: { a: '{"name":"none","age":1}', b: '{"name":"none","age":3}', c: 'null' },
    },
    {
      id: 'FED-ABS-010',
      must: 'answers null, with an error, for an object of a type that clients may not see',
      query: '{ secretive { name } creatures { __typename name ... on Cat { lives } } }',
      data: { secretive: null, creatures: [{ __typename: 'Cat', name: 'cat', lives: 9 }, null, null] },
      errors: [{ path: ['secretive'] }, { path: ['creatures', 1] }],
    },
    {
      id: 'FED-SCL-001',
      must: 'passes custom scalars as they are',
      query: '{ json person(id: "p") { data } }',
      data: { json: { a: [1, null, { b: 'text' }], __proto: 1 }, person: { data: { nested: [1, { __typename: 'x', constructor: 'c' }] } } },
    },
    {
      id: 'FED-NULL-001',
      must: 'carries a null up to the nearest nullable place when an entity is not found',
      query: '{ person(id: "z") { mates { name bonus wage } } }',
      data: { person: { mates: null } },
      errors: [{ path: ['person', 'mates', 0, 'wage'] }],
    },
    {
      id: 'FED-NULL-002',
      must: 'keeps nulls where they may be',
      query: '{ person(id: "z") { mates { name bonus } } }',
      data: {
        person: {
          mates: [
            { name: 'mate 1', bonus: null },
            { name: 'mate 2', bonus: null },
          ],
        },
      },
    },
    {
      id: 'FED-NULL-003',
      must: 'makes the whole data null when nothing above may be',
      query: '{ strict { mates { name } fatal } }',
      data: null,
      errors: [{ path: ['strict', 'fatal'], service: 'crew' }],
    },
    {
      id: 'FED-NULL-004',
      must: 'blames nothing else for what a null took along',
      query: '{ people { id } strict { fatal } person(id: "p") { id wage } }',
      data: null,
      errors: [{ path: ['strict', 'fatal'], service: 'crew' }],
    },
    {
      id: 'FED-ERR-001',
      must: "tells a subgraph's error at the client's path, with its code and extensions",
      query: '{ mine: broken person(id: "p") { id oops: failing } }',
      data: { mine: null, person: { id: 'p', oops: null } },
      errors: [
        { path: ['mine'], code: 'CONFLICT', service: 'crew' },
        { path: ['person', 'oops'], service: 'crew' },
      ],
    },
    {
      id: 'FED-ERR-002',
      must: "tells an entity's error at each place where the entity stands",
      query: '{ two: people { it: sometimes } one: person(id: "b") { sometimes } }',
      data: null,
      errors: [
        { path: ['two', 1, 'it'], code: 'FORBIDDEN', service: 'pay' },
        { path: ['one', 'sometimes'], code: 'FORBIDDEN', service: 'pay' },
      ],
    },
    {
      id: 'FED-ERR-003',
      must: 'tells an error once for each alias',
      query: '{ a: broken b: broken }',
      data: { a: null, b: null },
      errors: [{ path: ['a'] }, { path: ['b'] }],
    },
    {
      id: 'FED-INC-001',
      must: 'leaves out what @skip and @include say, at every level and by constants',
      query: /* GraphQL */ `
        query ($y: Boolean!, $n: Boolean!) {
          people @include(if: $y) {
            id @skip(if: $n)
            name @include(if: $n)
            wage @include(if: $y)
          }
          person(id: "p") @skip(if: $y) {
            id
          }
          strict {
            id @skip(if: true)
            name @include(if: true)
          }
        }
      `,
      variables: { y: true, n: false },
      data: {
        people: [
          { id: 'a', wage: 5 },
          { id: 'b', wage: 5 },
        ],
        strict: { name: 'strict' },
      },
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
    {
      id: 'FED-INC-004',
      must: 'answers an empty object when everything is left out',
      query: '{ people { id @skip(if: true) } person(id: "p") @include(if: false) { id } }',
      data: { people: [{}, {}] },
    },
    {
      id: 'FED-INT-001',
      must: 'answers introspection beside data, in order',
      query: '{ __typename strict { __typename } s: __schema { queryType { name } } t: __type(name: "Role") { enumValues { name } } }',
      data: {
        __typename: 'Query',
        strict: { __typename: 'Person' },
        s: { queryType: { name: 'Query' } },
        t: { enumValues: [{ name: 'CAPTAIN' }, { name: 'COOK' }] },
      },
    },
    {
      id: 'FED-INT-002',
      must: 'answers introspection alone, with variables and fragments, without asking a subgraph',
      query: 'query ($n: String!) { ...S } fragment S on Query { __type(name: $n) { ...T } } fragment T on __Type { kind inputFields { name } }',
      variables: { n: 'Filter' },
      data: { __type: { kind: 'INPUT_OBJECT', inputFields: [{ name: 'name' }, { name: 'age' }] } },
      requests: { crew: 0, pay: 0 },
    },
    {
      id: 'FED-INT-003',
      must: 'hides what is inaccessible',
      query: '{ __type(name: "Bat") { name } a: __type(name: "Animal") { possibleTypes { name } } }',
      data: { __type: null, a: { possibleTypes: [{ name: 'Cat' }] } },
    },
    {
      id: 'FED-FRG-001',
      must: 'joins fragments, nested and repeated',
      query: 'query { strict { ...A ...B ... { name } } } fragment A on Person { boss { id ...B } } fragment B on Person { name wage boss { bonus } }',
      data: { strict: { boss: { id: 'boss', name: 'boss', wage: 5, boss: { bonus: 7 }, bonus: 7 }, name: 'strict', wage: 5 } },
    },
    {
      id: 'FED-FRG-002',
      must: 'answers under response names that objects inherit',
      query: '{ constructor: numbers strict { toString: name __proto__: id hasOwnProperty: wage } }',
      data: JSON.parse('{"constructor":[1,2],"strict":{"toString":"strict","__proto__":"a","hasOwnProperty":5}}') as unknown,
    },
  ],
});
