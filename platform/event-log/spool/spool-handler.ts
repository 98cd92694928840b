import type { DatabaseSync } from 'node:sqlite';
import type { WriteHandler } from '../../sqlite/write-handler.ts';

/** One event of a batch on its way into the spool. */
export interface SpoolItem {
  readonly digest: string;
  readonly content: string;
  readonly source: string;
  readonly id: string;
}

/** What the spool's writer thread is asked. */
export type SpoolRequest =
  | {
      readonly kind: 'add';
      readonly workspace: string;
      readonly principal: string;
      readonly items: readonly SpoolItem[];
      /** JSON of the batch. */
      readonly batch: string;
      readonly now: number;
      readonly maxEvents: number;
      readonly maxBytes: number;
    }
  | { readonly kind: 'appended'; readonly batches: readonly { readonly number: number; readonly positions: readonly string[] }[]; readonly now: number }
  | { readonly kind: 'refused'; readonly number: number; readonly code: string; readonly message: string; readonly now: number }
  | { readonly kind: 'forget'; readonly before: number };

/** What it answers; expected refusals are answers, not errors. */
export type SpoolReply =
  | { readonly kind: 'added'; readonly number: number; readonly ids: readonly string[]; readonly duplicates: readonly boolean[] }
  | { readonly kind: 'conflict'; readonly source: string; readonly id: string }
  | { readonly kind: 'full'; readonly limit: 'maxEvents' | 'maxBytes'; readonly max: number; readonly kept: number }
  | { readonly kind: 'done' };

/** A batch is one row until it is settled; its events stay a while after that, so that one who asks is told. */
const TABLES = `
  CREATE TABLE IF NOT EXISTS spool (name TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS batch (
    number INTEGER PRIMARY KEY AUTOINCREMENT, workspace TEXT NOT NULL, principal TEXT NOT NULL, events INTEGER NOT NULL, bytes INTEGER NOT NULL,
    at INTEGER NOT NULL, batch TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS batch_of_workspace ON batch (workspace, number);
  CREATE TABLE IF NOT EXISTS item (
    id TEXT PRIMARY KEY, batch INTEGER NOT NULL, place INTEGER NOT NULL, workspace TEXT NOT NULL, digest TEXT NOT NULL, content TEXT NOT NULL,
    source TEXT NOT NULL, event_id TEXT NOT NULL, at INTEGER NOT NULL, position TEXT, code TEXT, message TEXT, settled_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX IF NOT EXISTS item_waiting ON item (workspace, digest) WHERE settled_at IS NULL;
  CREATE INDEX IF NOT EXISTS item_of_batch ON item (batch, place);
  CREATE INDEX IF NOT EXISTS item_settled ON item (settled_at) WHERE settled_at IS NOT NULL;
  CREATE TABLE IF NOT EXISTS total (
    workspace TEXT PRIMARY KEY, spooled INTEGER NOT NULL DEFAULT 0, appended INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;
`;

/** Runs in the writer thread of a spool. `options.name` names a new file for good. */
export function createWriteHandler(db: DatabaseSync, options: { readonly name: string }): WriteHandler<SpoolRequest, SpoolReply> {
  // What has been handed on may be erased in the log; it must not stay readable here.
  db.exec('PRAGMA secure_delete = ON');
  db.exec(TABLES);
  db.prepare('INSERT INTO spool (name) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM spool)').run(options.name);
  const name = String(db.prepare('SELECT name FROM spool').get()?.['name']);
  const sums = db.prepare('SELECT ifnull(sum(events), 0) AS events, ifnull(sum(bytes), 0) AS bytes FROM batch');
  const findWaiting = db.prepare('SELECT id, content FROM item WHERE workspace = ? AND digest = ? AND settled_at IS NULL');
  const addBatch = db.prepare('INSERT INTO batch (workspace, principal, events, bytes, at, batch) VALUES (?, ?, ?, ?, ?, ?)');
  const addItem = db.prepare('INSERT INTO item (id, batch, place, workspace, digest, content, source, event_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const settle = db.prepare('UPDATE item SET settled_at = ?, position = ?, code = ?, message = ? WHERE batch = ? AND place = ?');
  const settleAll = db.prepare('UPDATE item SET settled_at = ?, code = ?, message = ? WHERE batch = ?');
  const removeBatch = db.prepare('DELETE FROM batch WHERE number = ? RETURNING workspace, events');
  const count = db.prepare(
    `INSERT INTO total (workspace, spooled, appended, refused) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET
      spooled = spooled + excluded.spooled, appended = appended + excluded.appended, refused = refused + excluded.refused`,
  );

  function add({ workspace, principal, items, batch, now, maxEvents, maxBytes }: Extract<SpoolRequest, { kind: 'add' }>): SpoolReply {
    const known = items.map(({ digest }) => findWaiting.get(workspace, digest) as { id: string; content: string } | undefined);
    const other = items.find(({ content }, index) => known[index] !== undefined && known[index]?.content !== content);
    if (other !== undefined) return { kind: 'conflict', source: other.source, id: other.id };
    const duplicates = known.map((item) => item !== undefined);
    const fresh = items.filter((_item, index) => duplicates[index] === false).length;
    if (fresh === 0) return { kind: 'added', number: 0, ids: known.map((item) => item?.id ?? ''), duplicates };
    const kept = sums.get() as unknown as { events: number; bytes: number };
    const bytes = Buffer.byteLength(batch);
    if (kept.events + items.length > maxEvents) return { kind: 'full', limit: 'maxEvents', max: maxEvents, kept: kept.events };
    if (kept.bytes + bytes > maxBytes) return { kind: 'full', limit: 'maxBytes', max: maxBytes, kept: kept.bytes };
    const number = Number(addBatch.run(workspace, principal, items.length, bytes, now, batch).lastInsertRowid);
    const ids = items.map(({ digest, content, source, id: eventId }, place) => {
      const waiting = known[place];
      if (waiting !== undefined) return waiting.id;
      const id = `${name}-${number}-${place}`;
      addItem.run(id, number, place, workspace, digest, content, source, eventId, now);
      return id;
    });
    count.run(workspace, fresh, 0, 0);
    return { kind: 'added', number, ids, duplicates };
  }

  function appended({ batches, now }: Extract<SpoolRequest, { kind: 'appended' }>): SpoolReply {
    for (const { number, positions } of batches) {
      const changes = positions.map((position, place) => Number(settle.run(now, position, null, null, number, place).changes));
      const gone = removeBatch.get(number) as { workspace: string } | undefined;
      if (gone !== undefined) count.run(gone.workspace, 0, sum(changes), 0);
    }
    return { kind: 'done' };
  }

  function refused({ number, code, message, now }: Extract<SpoolRequest, { kind: 'refused' }>): SpoolReply {
    const { changes } = settleAll.run(now, code, message, number);
    const gone = removeBatch.get(number) as { workspace: string } | undefined;
    if (gone !== undefined) count.run(gone.workspace, 0, 0, Number(changes));
    return { kind: 'done' };
  }

  function forget({ before }: Extract<SpoolRequest, { kind: 'forget' }>): SpoolReply {
    db.prepare('DELETE FROM item WHERE settled_at < ?').run(before);
    return { kind: 'done' };
  }

  return {
    apply(request) {
      if (request.kind === 'add') return add(request);
      if (request.kind === 'appended') return appended(request);
      return request.kind === 'refused' ? refused(request) : forget(request);
    },
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
