import { DatabaseSync, backup } from 'node:sqlite';
import type { Clock } from '../clock/clock.ts';

/** https://www.sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;
const LOCK_TIMEOUT_MS = 2_000;
const MAX_TRIES = 20;
const RETRY_MS = 250;
const PAGES_AT_ONCE = 1_000;

/** SQLite files as they all were at one moment, while others write to them. */
export interface FilesSnapshot {
  /** Writes the file as it was then to `target`, which must not exist; what comes meanwhile is not in it. */
  copy(file: string, target: string): Promise<void>;
  close(): void;
}

/**
 * Holds every file at one moment: for a few milliseconds nobody can write to any of them, and in these each is opened for reading. So what
 * is committed to one file because of another is in the snapshot only with its cause. `during` runs in that moment and must be short.
 * Throws when the files cannot be had at once, since one of them is written to without a pause.
 */
export async function snapshotFiles<T>(
  files: readonly string[],
  { clock, during }: { clock: Clock; during: () => Promise<T> },
): Promise<{ readonly snapshot: FilesSnapshot; readonly value: T }> {
  for (let attempt = 1; ; attempt += 1) {
    const locks: DatabaseSync[] = [];
    const readers = new Map<string, DatabaseSync>();
    const closeAll = (): void => [...locks, ...readers.values()].forEach((db) => db.close());
    try {
      for (const file of files) locks.push(openLocked(file));
      for (const file of files) readers.set(file, openSnapshot(file));
      const value = await during();
      for (const lock of locks.splice(0)) lock.close();
      return { snapshot: toSnapshot(readers), value };
    } catch (error) {
      closeAll();
      if ((error as { errcode?: number }).errcode !== SQLITE_BUSY || attempt === MAX_TRIES) throw error;
    }
    await clock.sleep(RETRY_MS);
  }
}

function openLocked(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: LOCK_TIMEOUT_MS });
  try {
    db.exec('BEGIN IMMEDIATE');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A read transaction sees the file as it was at its first read. */
function openSnapshot(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { readOnly: true, timeout: LOCK_TIMEOUT_MS });
  db.exec('BEGIN');
  db.prepare('SELECT count(*) FROM sqlite_master').get();
  return db;
}

function toSnapshot(readers: ReadonlyMap<string, DatabaseSync>): FilesSnapshot {
  return {
    async copy(file, target) {
      const reader = readers.get(file);
      if (reader === undefined) throw new Error(`${file} is not in the snapshot`);
      await backup(reader, target, { rate: PAGES_AT_ONCE });
      const copy = new DatabaseSync(target);
      try {
        const problem = copy.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
        if (problem !== 'ok') throw new Error(`the copy of ${file} is damaged: ${String(problem)}`);
        // A copy is one file, without a log beside it.
        copy.exec('PRAGMA journal_mode = DELETE');
      } finally {
        copy.close();
      }
    },
    close() {
      for (const reader of readers.values()) reader.close();
    },
  };
}
