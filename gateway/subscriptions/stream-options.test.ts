import { describe, expect, it } from '@jest/globals';
import { CodedError } from '../../platform/errors/coded-error.ts';
import { readStreamOptions } from './stream-options.ts';

function refusal(stream: unknown, type: 'query' | 'mutation' | 'subscription'): unknown {
  try {
    return readStreamOptions({ extensions: { stream } }, type);
  } catch (error) {
    return error instanceof CodedError ? [error.code, error.field] : error;
  }
}

describe('extensions.stream of a request', () => {
  it('is not spoken by a client that leaves it out', () => {
    expect(readStreamOptions({}, 'subscription')).toEqual({ speaks: false });
    expect(readStreamOptions({ extensions: { other: 1 } }, 'query')).toEqual({ speaks: false });
    expect(readStreamOptions({ extensions: { stream: null } }, 'query')).toEqual({ speaks: false });
  });

  it('is spoken by a client that sends it, empty or not', () => {
    expect(readStreamOptions({ extensions: { stream: {} } }, 'subscription')).toEqual({ speaks: true });
    expect(readStreamOptions({ extensions: { stream: { resumeFrom: 'c' } } }, 'subscription')).toEqual({ speaks: true, resumeFrom: 'c' });
    expect(readStreamOptions({ extensions: { stream: { minPosition: 'p' } } }, 'query')).toEqual({ speaks: true, minPosition: 'p' });
  });

  it.each([
    ['subscription', 'text', 'BAD_USER_INPUT', 'extensions.stream'],
    ['subscription', [], 'BAD_USER_INPUT', 'extensions.stream'],
    ['subscription', { resumefrom: 'c' }, 'BAD_USER_INPUT', 'extensions.stream.resumefrom'],
    ['subscription', { resumeFrom: 3 }, 'BAD_USER_INPUT', 'extensions.stream.resumeFrom'],
    ['subscription', { resumeFrom: '' }, 'BAD_USER_INPUT', 'extensions.stream.resumeFrom'],
    ['subscription', { resumeFrom: null }, 'BAD_USER_INPUT', 'extensions.stream.resumeFrom'],
    ['subscription', { resumeFrom: 'x'.repeat(5_000) }, 'BAD_USER_INPUT', 'extensions.stream.resumeFrom'],
    ['subscription', { minPosition: 'p' }, 'BAD_USER_INPUT', 'extensions.stream.minPosition'],
    ['subscription', { snapshot: 3 }, 'BAD_USER_INPUT', 'extensions.stream.snapshot'],
    ['subscription', { snapshot: 'Q', resumeFrom: 'c' }, 'BAD_USER_INPUT', 'extensions.stream.snapshot'],
    ['subscription', { maxHz: 0 }, 'BAD_USER_INPUT', 'extensions.stream.maxHz'],
    ['subscription', { maxHz: 1_001 }, 'BAD_USER_INPUT', 'extensions.stream.maxHz'],
    ['subscription', { maxHz: '2' }, 'BAD_USER_INPUT', 'extensions.stream.maxHz'],
    ['subscription', { coalesceBy: ['a', 'b'] }, 'BAD_USER_INPUT', 'extensions.stream.coalesceBy'],
    ['subscription', { batchMs: 0.5 }, 'BAD_USER_INPUT', 'extensions.stream.batchMs'],
    ['subscription', { batchMs: 60_001 }, 'BAD_USER_INPUT', 'extensions.stream.batchMs'],
    ['query', { resumeFrom: 'c' }, 'BAD_USER_INPUT', 'extensions.stream.resumeFrom'],
    ['query', { maxHz: 2 }, 'BAD_USER_INPUT', 'extensions.stream.maxHz'],
    ['query', { minPosition: 1 }, 'BAD_USER_INPUT', 'extensions.stream.minPosition'],
    ['mutation', { minPosition: 'p' }, 'BAD_USER_INPUT', 'extensions.stream.minPosition'],
  ] as const)('W1.4 of a %s is refused as %j: %s naming %s', (type, stream, code, field) => {
    expect(refusal(stream, type)).toEqual([code, field]);
  });
});
