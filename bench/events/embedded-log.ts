import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { systemClock } from '../../platform/clock/clock.ts';
import type { EventDraft } from '../../platform/event-log/event-log.ts';
import { createSqliteEventLog } from '../../platform/event-log/sqlite-event-log.ts';

const BATCH = 500;
const SCOPE = { workspace: 'bench', principal: 'bench' };

interface Load {
  readonly folder: string;
  readonly batches: number;
  readonly bytes: number;
}

/** So many batches side by side, as of publishers who do not wait for each other: one is made ready while another is written. */
const IN_FLIGHT = 2;

/** Events a second through the embedded log: idempotency, revisions, order and all. */
export async function appendToLog({ folder, batches, bytes }: Load): Promise<number> {
  const log = await createSqliteEventLog({ file: join(folder, `log-${randomUUID()}.sqlite`), clock: systemClock });
  const made = Array.from({ length: batches }, () => makeBatch(bytes));
  const startedMs = performance.now();
  const rest = made.values();
  async function drive(): Promise<void> {
    for (const batch of rest) {
      const outcome = await log.append(SCOPE, batch);
      if (outcome.kind !== 'appended') throw new Error(`expected an append, received ${outcome.kind}`);
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, drive));
  const seconds = (performance.now() - startedMs) / 1_000;
  await log.close();
  return (batches * BATCH) / seconds;
}

/** Events a second by bare inserts of the same columns, in a transaction a batch, into a table with the log's indexes and a unique (source, id). */
export function insertBare({ folder, batches, bytes }: Load): number {
  const db = new DatabaseSync(join(folder, `bare-${randomUUID()}.sqlite`));
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  db.exec(`CREATE TABLE event (key INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, type TEXT NOT NULL, source TEXT NOT NULL, id TEXT NOT NULL,
      subject TEXT, revision INTEGER, correlation_id TEXT, body TEXT NOT NULL) STRICT;
    CREATE INDEX event_type ON event (type);
    CREATE INDEX event_source ON event (source);
    CREATE INDEX event_subject ON event (subject) WHERE subject IS NOT NULL;
    CREATE INDEX event_correlation ON event (correlation_id) WHERE correlation_id IS NOT NULL;
    CREATE UNIQUE INDEX event_id ON event (source, id)`);
  const insert = db.prepare('INSERT INTO event (recorded_at, type, source, id, subject, correlation_id, body) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const made = Array.from({ length: batches }, () => makeBatch(bytes));
  const startedMs = performance.now();
  for (const batch of made) {
    db.exec('BEGIN IMMEDIATE');
    for (const { type, source, id, subject = null, correlationId = null, data } of batch) {
      insert.run(Date.now(), type, source, id, subject, correlationId, JSON.stringify({ data }));
    }
    db.exec('COMMIT');
  }
  const seconds = (performance.now() - startedMs) / 1_000;
  db.close();
  return (batches * BATCH) / seconds;
}

function makeBatch(bytes: number): EventDraft[] {
  const correlationId = randomUUID();
  return Array.from({ length: BATCH }, (_none, index) => ({
    id: randomUUID(),
    source: 'bench',
    type: `bench.type${index % 10}`,
    subject: `s/${index % 50}`,
    correlationId,
    data: 'x'.repeat(bytes),
  }));
}
