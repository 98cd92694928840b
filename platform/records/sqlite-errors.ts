import { CodedError } from '../errors/coded-error.ts';
import { SqliteWriteError } from '../sqlite/sqlite-writer.ts';

/** SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_ROWID. */
const UNIQUE_VIOLATIONS: readonly number[] = [1555, 2067, 2579];
/** The low byte of SQLITE_BUSY, SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN. */
const UNAVAILABLE: readonly number[] = [5, 8, 10, 13, 14];

/** True for the engine's own error that a unique key is broken. */
export function isUniqueViolation(error: unknown): boolean {
  return UNIQUE_VIOLATIONS.includes(engineCodeOf(error));
}

/** What a read's failure means: a disk that refuses or a closed store is STORE_UNAVAILABLE, all else is a defect. */
export function toReadError(error: unknown): unknown {
  const isClosed = (error as { code?: string }).code === 'ERR_INVALID_STATE';
  return isClosed || isUnavailable(engineCodeOf(error)) ? toUnavailable(error) : error;
}

/** What the writer's failure means: a broken unique key is a CONFLICT, a disk that refuses or a thread that is gone STORE_UNAVAILABLE, all else a defect. */
export function toWriteError(error: unknown): unknown {
  if (!(error instanceof SqliteWriteError)) return toUnavailable(error);
  const code = Number(error.sqliteCode);
  if (UNIQUE_VIOLATIONS.includes(code)) return new CodedError('CONFLICT', 'a record with this key exists already', { cause: error });
  return isUnavailable(code) ? toUnavailable(error) : error;
}

function isUnavailable(code: number): boolean {
  return UNAVAILABLE.includes(code & 0xff);
}

function toUnavailable(error: unknown): CodedError {
  return new CodedError('STORE_UNAVAILABLE', 'the records cannot be reached', { cause: error });
}

function engineCodeOf(error: unknown): number {
  return (error as { errcode?: number }).errcode ?? 0;
}
