import { describe, expect, it } from '@jest/globals';
import { takeResultTexts, toResultText } from './result-text.ts';

describe('the text of a result', () => {
  const errors = [{ message: 'no “such” thing\u2028', path: ['a', 0], extensions: { code: 'NOT_FOUND' } }];
  const extensions = { stream: { position: 'p1' } };

  it.each([
    ['data alone', { data: { a: 'ü"' } }],
    ['data with errors and extensions', { data: { a: [null] }, errors, extensions }],
    ['null with errors', { data: null, errors }],
    ['data with extensions', { data: {}, extensions }],
  ])('is the same for %s, whether the data come as text or not', (_what, result) => {
    const { data, ...rest } = result;
    const text = toResultText({ ...rest, dataText: JSON.stringify(data) });
    expect(text).toBe(toResultText(result));
    expect(JSON.parse(text)).toEqual(result);
  });

  it('is taken off a result by the last who reads it', () => {
    const result = { dataText: '{"a":1}', extensions };
    expect(JSON.parse(takeResultTexts(result).join(''))).toEqual({ data: { a: 1 }, extensions });
    expect(result).toEqual({ extensions });
  });

  it('says nothing of data that were not asked for', () => {
    expect(JSON.parse(toResultText({ errors }))).toEqual({ errors });
  });
});
