import { ConnectionLost } from './connection-lost.ts';
import { GraphQLRequestError, type ResponseError } from './graphql-request-error.ts';

/** What passes by itself: a part of the backend that is away, on its way out, or has too much to do. Anything else would be refused again. */
const PASSING_CODES = new Set([
  'SUBGRAPH_UNAVAILABLE',
  'LOG_UNAVAILABLE',
  'STORE_UNAVAILABLE',
  'DEADLINE_EXCEEDED',
  'OVERLOADED',
  'RATE_LIMITED',
  'DRAINING',
  'CONNECTION_EXPIRED',
]);
const UNAUTHENTICATED = 'UNAUTHENTICATED';
/** A principal's sockets are counted: some of them close. */
const PASSING_REFUSALS = new Set([...PASSING_CODES, 'LIMIT_EXCEEDED']);
const FORBIDDEN = 4403;
/**
 * Close codes that another attempt would meet again: of RFC 6455 those for a message that cannot be taken, of
 * https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md all but 4403, 4408 and what a broken server says.
 */
const FATAL_CLOSE_CODES = new Set([1003, 1007, 1009, 4400, 4401, 4406, 4409, 4429, 4500]);

/**
 * How long to wait at least before another attempt, in milliseconds, for what ended one. Throws GraphQLRequestError for what another
 * attempt would meet again. `wasLive` says that something had come before the end: a credential that has run out may have been
 * renewed since, one that was refused at once has not.
 */
export function toRetryDelayMs(error: unknown, wasLive: boolean): number {
  if (error instanceof GraphQLRequestError) {
    const passes = error.codes.every((code) => PASSING_CODES.has(code) || (wasLive && code === UNAUTHENTICATED));
    if (!passes) throw error;
    return Math.max(0, ...error.errors.map(retryAfterMs));
  }
  if (!(error instanceof ConnectionLost) || error.code === undefined) return 0;
  const { code, reason, wasAccepted } = error;
  const passes = code === FORBIDDEN ? wasAccepted || PASSING_REFUSALS.has(toReasonCode(reason)) : !FATAL_CLOSE_CODES.has(code);
  if (passes) return 0;
  throw new GraphQLRequestError([
    { message: `the backend closed the connection: ${reason} (${code})`, extensions: { code: toReasonCode(reason) || String(code) } },
  ]);
}

/** `Forbidden: CODE: why`. */
function toReasonCode(reason: string): string {
  return /^Forbidden: ([A-Z_]+): /.exec(reason)?.[1] ?? '';
}

function retryAfterMs({ extensions }: ResponseError): number {
  const details = extensions?.['details'];
  const ms = typeof details === 'object' && details !== null ? (details as { retryAfterMs?: unknown }).retryAfterMs : undefined;
  return typeof ms === 'number' && Number.isFinite(ms) ? ms : 0;
}
