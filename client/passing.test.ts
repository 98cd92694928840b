import { describe, expect, it } from '@jest/globals';
import { ConnectionLost } from './connection-lost.ts';
import { GraphQLRequestError } from './graphql-request-error.ts';
import { toRetryDelayMs } from './passing.ts';

const refusal = (...codes: string[]) => new GraphQLRequestError(codes.map((code) => ({ message: code, extensions: { code } })));

describe('whether a subscription tries again', () => {
  it.each([
    'SUBGRAPH_UNAVAILABLE',
    'LOG_UNAVAILABLE',
    'STORE_UNAVAILABLE',
    'DEADLINE_EXCEEDED',
    'OVERLOADED',
    'RATE_LIMITED',
    'DRAINING',
    'CONNECTION_EXPIRED',
  ])('it does after %s', (code) => {
    expect(toRetryDelayMs(refusal(code), false)).toBe(0);
  });

  it.each([
    ['BAD_USER_INPUT'],
    ['GRAPHQL_VALIDATION_FAILED'],
    ['FORBIDDEN'],
    ['ENDED_BY_OPERATOR'],
    ['SCHEMA_CHANGED'],
    ['DRAINING', 'FORBIDDEN'],
    ['LIMIT_EXCEEDED'],
  ])('it does not after %s', (...codes) => {
    expect(() => toRetryDelayMs(refusal(...codes), true)).toThrow(GraphQLRequestError);
  });

  it('it waits as long as it is told', () => {
    const error = new GraphQLRequestError([{ message: 'later', extensions: { code: 'RATE_LIMITED', details: { retryAfterMs: 1_500 } } }]);
    expect(toRetryDelayMs(error, false)).toBe(1_500);
  });

  it('it does after UNAUTHENTICATED only where it was live before', () => {
    expect(toRetryDelayMs(refusal('UNAUTHENTICATED'), true)).toBe(0);
    expect(() => toRetryDelayMs(refusal('UNAUTHENTICATED'), false)).toThrow(GraphQLRequestError);
  });

  it.each([
    [1000, '', true, true],
    [1001, 'Going away', true, true],
    [1006, '', false, true],
    [1009, '', true, false],
    [1011, '', true, true],
    [1012, '', true, true],
    [4400, 'Invalid message', true, false],
    [4401, 'Unauthorized', true, false],
    [4403, 'Forbidden: UNAUTHENTICATED: the credential has expired', true, true],
    [4403, 'Forbidden: UNAUTHENTICATED: no such token', false, false],
    [4403, 'Forbidden: LIMIT_EXCEEDED: sockets of a principal', false, true],
    [4403, 'Forbidden: FORBIDDEN: not you', false, false],
    [4403, 'Forbidden', false, false],
    [4406, '', false, false],
    [4408, '', false, true],
    [4409, '', true, false],
    [4429, '', true, false],
    [4500, '', true, false],
  ])('after the close code %s (%s; accepted before: %s) it does: %s', (code, reason, wasAccepted, passes) => {
    const loss = new ConnectionLost({ code, reason }, wasAccepted);
    if (passes) expect(toRetryDelayMs(loss, wasAccepted)).toBe(0);
    else expect(() => toRetryDelayMs(loss, wasAccepted)).toThrow(GraphQLRequestError);
  });

  it('it does after anything else that breaks a connection', () => {
    expect(toRetryDelayMs(new TypeError('fetch failed'), false)).toBe(0);
    expect(toRetryDelayMs(new Event('error'), false)).toBe(0);
  });
});
