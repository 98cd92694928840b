import { describe, expect, it } from '@jest/globals';
import { readEventPattern } from './event-pattern.ts';

describe('event patterns', () => {
  it.each([
    ['a.*.c', 'a.b.c', true],
    ['a.*.c', 'a.b.x', false],
    ['a.*', 'a.b.c', false],
    ['a.**', 'a.b.c', true],
    ['a.**', 'a.b', true],
    ['a.**', 'a', false],
    ['a.**', 'ab.c', false],
    ['**', 'anything.at.all', true],
    ['*', 'one', true],
    ['*', 'one.two', false],
    ['*.b.**', 'a.b.c.d', true],
    ['a.b', 'a.b', true],
    ['a.b', 'a.bc', false],
  ])('%s against %s is %s', (pattern, type, expected) => {
    expect(readEventPattern(pattern).matches(type)).toBe(expected);
  });

  it.each(['', 'a..b', '**.a', 'a.**.b', 'a b', 'a.*b', 'x'.repeat(257)])('refuses %j and names the field', (pattern) => {
    expect(() => readEventPattern(pattern, 'filter.pattern')).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT', field: 'filter.pattern' }));
  });
});
