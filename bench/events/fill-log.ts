import { DatabaseSync } from 'node:sqlite';
import { createWriteHandler } from '../../platform/event-log/sqlite-append-handler.ts';
import { toStoredEvents } from '../../platform/event-log/stored-event.ts';
import type { EventDraft } from '../../platform/event-log/event-log.ts';

const BATCH = 5_000;
const BATCHES_PER_COMMIT = 100;
/** In KiB: the keys of events come in no order, and a small cache would read and write a page for each. */
const CACHE_KIB = 2_000_000;

/**
 * Makes an embedded log of so many events as appending them would, by the log's own statements, only faster: nothing is synced, and indexes are
 * built when all rows are there. Nobody may have `file` open.
 */
export function fillLog(file: string, { workspace, count, toDraft }: { workspace: string; count: number; toDraft: (index: number) => EventDraft }): void {
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -${CACHE_KIB}`);
  const { apply } = createWriteHandler(db);
  const indexes = db.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").all();
  for (const { name } of indexes) db.exec(`DROP INDEX ${String(name)}`);
  db.exec('BEGIN');
  for (let from = 0; from < count; from += BATCH) {
    const drafts = Array.from({ length: Math.min(BATCH, count - from) }, (_none, offset) => toDraft(from + offset));
    const reply = apply({ kind: 'append', workspace, now: Date.now(), events: toStoredEvents(drafts, 'bench'), expected: undefined });
    if (reply.kind !== 'appended') throw new Error(`expected an append, received ${reply.kind}`);
    if ((from / BATCH) % BATCHES_PER_COMMIT === 0) db.exec('COMMIT; BEGIN');
  }
  db.exec('COMMIT');
  for (const { sql } of indexes) db.exec(String(sql));
  db.exec('PRAGMA journal_mode = WAL');
  db.close();
}
