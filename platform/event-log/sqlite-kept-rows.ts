import type { SqliteReader } from '../sqlite/sqlite-reader.ts';
import type { Position } from './event-log.ts';
import type { DropReason, DropTotal, Erasure } from './log-keeping.ts';
import { firstKey } from './sqlite-event-schema.ts';
import type { WorkspaceBounds } from './sqlite-workspace-bounds.ts';

const MAX_ERASURES = 100;
type ToPosition = (sequence: number) => Position;

/** What went from a file of events, by reason. */
export function readDropped(reader: SqliteReader, { number }: WorkspaceBounds, toPosition: ToPosition): DropTotal[] {
  return reader
    .all<{ reason: DropReason; events: number; bytes: number; through: number; at: number }>(
      'SELECT reason, events, bytes, through, at FROM dropped WHERE workspace = ? ORDER BY reason',
      number,
    )
    .map((row) => ({ ...row, through: toPosition(row.through) }));
}

/** The newest erasures of a file of events. */
export function readErasures(reader: SqliteReader, { number }: WorkspaceBounds, toPosition: ToPosition): Erasure[] {
  return reader
    .all<{ subject: string; through: number; at: number; events: number }>(
      'SELECT subject, through, at, events FROM erasure WHERE workspace = ? ORDER BY at DESC, subject LIMIT ?',
      number,
      MAX_ERASURES,
    )
    .map((row) => ({ ...row, through: toPosition(row.through) }));
}

/** The types of a subject's events. */
export function typesOfSubject(reader: SqliteReader, { number, head }: WorkspaceBounds, subject: string): string[] {
  const base = firstKey(number);
  return reader
    .all<{ type: string }>('SELECT DISTINCT type FROM event WHERE subject = ? AND key > ? AND key <= ?', subject, base, base + head)
    .map((row) => row.type);
}
