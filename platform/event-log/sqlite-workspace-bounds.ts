import type { SqliteReader } from '../sqlite/sqlite-reader.ts';
import { readForks, type LogBounds } from './log-bounds.ts';

/** A workspace of a file of events. */
export interface WorkspaceBounds extends LogBounds {
  readonly name: string;
  /** 0 when the file has never seen it. */
  readonly number: number;
  readonly events: number;
  readonly bytes: number;
  /** True when nothing is missing between the floor and the head. */
  readonly isDense: boolean;
}

/** Reads what a file holds of a workspace. */
export function readWorkspaceBounds(reader: SqliteReader, name: string): WorkspaceBounds {
  const row = reader.get<{ number: number; head: number; floor: number; forks: string; events: number; bytes: number }>(
    'SELECT number, head, floor, forks, events, bytes FROM workspace WHERE name = ?',
    name,
  );
  const { number = 0, head = 0, floor = 0, events = 0, bytes = 0 } = row ?? {};
  return { name, number, head, floor, forks: readForks(row?.forks), events, bytes, isDense: events === head - floor };
}
