import { isNativeError } from 'node:util/types';
import { CodedError } from '../errors/coded-error.ts';

const UNIQUE_VIOLATION = '23505';
const STATEMENT_TIMEOUT = '57014';
/** Serialization failure, deadlock: the transaction is undone and may be tried again as it is. */
const TRANSIENT = ['40001', '40P01'];
/** Classes: connection, insufficient resources, operator intervention, system error; and "read only", as of a standby. */
const UNAVAILABLE = /^(08|53|57P|58)|^25006$/;
/** What pg itself says of a connection that is gone or was not to be had in time; it has no codes for these. */
const CONNECTION_LOST = /terminated|timeout|not queryable|connection (is|was) closed|client was closed|after calling end/i;

/** True for the server's error that a unique key is broken. */
export function isUniqueViolation(error: unknown): boolean {
  return codeOf(error) === UNIQUE_VIOLATION;
}

/** True for an error after which the same transaction may be run again as it is. */
export function isTransient(error: unknown): boolean {
  return TRANSIENT.includes(codeOf(error) ?? '');
}

/** True when the server has no connection to give at the moment. */
export function isTooManyConnections(error: unknown): boolean {
  return codeOf(error) === '53300';
}

/** A broken unique key is a conflict, a statement that ran too long DEADLINE_EXCEEDED, a lost server STORE_UNAVAILABLE, all else is a defect. */
export function toPostgresError(error: unknown): unknown {
  const code = codeOf(error);
  if (code === UNIQUE_VIOLATION) return new CodedError('CONFLICT', 'a record with this key exists already', { cause: error });
  if (code === STATEMENT_TIMEOUT) return new CodedError('DEADLINE_EXCEEDED', 'the records took longer than their deadline', { cause: error });
  if (isUnavailable(error)) return new CodedError('STORE_UNAVAILABLE', 'the records cannot be reached', { cause: error });
  return error;
}

/** True when the server cannot serve, or its connection cannot be trusted any more. */
export function isUnavailable(error: unknown): boolean {
  if (!isNativeError(error)) return false;
  if ('severity' in error) return UNAVAILABLE.test(codeOf(error) ?? '');
  return 'syscall' in error || 'errors' in error || CONNECTION_LOST.test(error.message);
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}
