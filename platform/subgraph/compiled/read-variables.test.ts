import { describe, expect, it } from '@jest/globals';
import { buildSchema, getVariableValues, Kind, parse } from 'graphql';
import { createVariableReader } from './read-variables.ts';

const schema = buildSchema('scalar _Any type Query { _entities(representations: [_Any!]!, first: Int): Int }');
const [operation] = parse('query($representations: [_Any!]!, $first: Int = 3) { _entities(representations: $representations, first: $first) }').definitions;

describe('the variables of a call for entities', () => {
  const entity = { __typename: 'Product', id: 'p1' };

  it.each([
    ['entities', { representations: [entity, entity] }],
    ['no entities', { representations: [], first: null }],
    ['another variable that is wrong', { representations: [entity], first: 'one' }],
    ['a variable that nobody declared', { representations: [entity], last: 1 }],
    ['none', {}],
    ['null', { representations: null }],
    ['one entity in place of a list', { representations: entity }],
    ['null among entities', { representations: [entity, null] }],
    ['values that are no objects', { representations: ['p1', 2] }],
  ])('are read as graphql-js reads them: %s', (_what, values) => {
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('an operation is expected');
    const read = createVariableReader(schema, operation)(values);
    expect(read).toEqual(getVariableValues(schema, operation.variableDefinitions ?? [], values));
  });
});
