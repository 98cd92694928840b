import { describe, expect, it } from '@jest/globals';
import { hasMoreValuesThan } from './json-values.ts';

describe('the number of values in a JSON text', () => {
  it.each<[string, number]>([
    ['[1,2,3]', 3],
    ['[[],[],{}]', 6],
    ['{"a":{"b":[1]},"c":2}', 4],
    ['["{[,","\\"[[[[","\\\\","\\\\\\"[["]', 4],
    ['[[[[[[', 6],
    ['["[[[[[[', 1],
    ['"', 0],
  ])('of %j is %i', (text, count) => {
    // It does not look at a text that is not longer than the bound.
    const long = text + ' '.repeat(20);
    expect(hasMoreValuesThan(count, long)).toBe(false);
    if (count > 0) expect(hasMoreValuesThan(count - 1, long)).toBe(true);
  });

  it('is found without reading backslashes again and again', () => {
    const text = `["${'\\\\'.repeat(500_000)}",${`"${'\\"'.repeat(1_000)}",`.repeat(500)}1]`;
    expect(hasMoreValuesThan(502, text)).toBe(false);
    expect(hasMoreValuesThan(501, text)).toBe(true);
  });
});
