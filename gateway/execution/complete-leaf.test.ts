import { describe, expect, it } from '@jest/globals';
import { GraphQLBoolean, GraphQLEnumType, GraphQLFloat, GraphQLID, GraphQLInt, GraphQLScalarType, GraphQLString, type GraphQLLeafType } from 'graphql';
import { toLeafCompletion } from './complete-leaf.ts';

const RANK = new GraphQLEnumType({ name: 'Rank', values: { LOW: {}, HIGH: {} } });
const JSON_SCALAR = new GraphQLScalarType({ name: 'Json' });

function nest(levels: number): unknown {
  return JSON.parse('['.repeat(levels) + ']'.repeat(levels));
}

describe('what a subgraph answers for a leaf', () => {
  it.each<[GraphQLLeafType, readonly unknown[], readonly unknown[]]>([
    [GraphQLInt, [0, -1, 2_147_483_647, -2_147_483_648], [2_147_483_648, -2_147_483_649, 1.5, '1', true, [], {}]],
    [GraphQLFloat, [0.5, 1e21, -3], ['1', Number.NaN, Number.POSITIVE_INFINITY, true, {}]],
    [GraphQLString, ['', 'text'], [1, true, [], {}]],
    [GraphQLBoolean, [true, false], ['true', 1, {}]],
    [GraphQLID, ['a', ''], [1.5, true, [], {}]],
    [RANK, ['LOW', 'HIGH'], ['low', 'TOP', 1, {}]],
    [JSON_SCALAR, [1, 'text', false, { a: [null] }, nest(1_000)], [nest(1_001)]],
  ])('is a %s or refused', (type, right, wrong) => {
    const complete = toLeafCompletion(type);
    for (const value of right) expect(complete(value)).toBe(value);
    for (const value of wrong) expect(complete(value)).toBeUndefined();
  });

  it('is text where it is a whole number for an ID', () => {
    expect(toLeafCompletion(GraphQLID)(7)).toBe('7');
  });
});
