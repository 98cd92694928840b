import { describeConformance } from './conformance.ts';
import { crew, pay } from './crew.ts';

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
      data: {
        person: {
          mates: [
            { name: 'mate 1', bonus: null },
            { name: 'mate 2', bonus: null },
          ],
        },
        people: [{ id: 'a' }, { id: 'b' }],
      },
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
