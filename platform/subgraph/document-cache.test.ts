import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { createDocumentCache } from './document-cache.ts';

const check = createDocumentCache(buildSchema('type Query { self: Query, ok(in: [Int]): Boolean }'), { capacity: 10 });

function nest(open: string, inner: string, close: string, levels: number): string {
  return `${open.repeat(levels)}${inner}${close.repeat(levels)}`;
}

describe('the documents of a subgraph', () => {
  it.each([
    ['fields', nest('{ self ', '{ __typename }', '}', 100_000)],
    ['fields that are never closed', '{ self '.repeat(100_000)],
    ['fields that are closed out of step', `{ ok(in: ${']'.repeat(9)}) ${nest('{ self ', '{ __typename }', '}', 50_000)}`],
    ['lists', `{ ok(in: ${nest('[', '1', ']', 100_000)}) }`],
    ['objects', `{ ok(in: ${nest('{ a: ', '1', '}', 100_000)}) }`],
    ['types', `query ($a: ${nest('[', 'Int', ']', 100_000)}) { ok(in: $a) }`],
    ['fragments', `{ ${nest('... { ', '__typename', '}', 50_000)} }`],
  ])('may not nest %s beyond what recursion takes', (_what, source) => {
    expect(check(source)).toMatchObject({ kind: 'invalid', errors: [{ message: expect.stringMatching(/^Syntax Error/) }] });
  });

  it('may nest as deep as any that a gateway admits, and hold many brackets side by side', () => {
    expect(check(nest('{ self ', '{ __typename }', '}', 400)).kind).toBe('valid');
    const fields = Array.from({ length: 2_000 }, (_, index) => `a${index}: ok(in: [1])`).join(' ');
    expect(check(`{ ${fields} }`).kind).toBe('valid');
  });
});
