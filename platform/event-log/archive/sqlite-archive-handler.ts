import type { DatabaseSync } from 'node:sqlite';
import type { WriteHandler } from '../../sqlite/write-handler.ts';
import { firstKey, prepareEventTables } from '../sqlite-event-schema.ts';
import { createKeeping, type KeepingReply, type KeepingRequest } from '../sqlite-keeping.ts';
import { digestKey } from '../stored-event.ts';
import type { ArchivedRow } from './event-archive.ts';

/** What the archive asks of its writer thread. */
export type ArchiveRequest =
  | { readonly kind: 'store'; readonly workspace: string; readonly rows: readonly ArchivedRow[] }
  | { readonly kind: 'remember'; readonly workspace: string; readonly forks: string; readonly policy: string | null }
  | KeepingRequest;
/** What the archive's writer thread answers. */
export type ArchiveReply = { readonly kind: 'stored' } | KeepingReply;

interface Tail {
  readonly number: number;
  readonly head: number;
  readonly epoch: number;
}

/** Runs in the writer thread of the embedded archive, whose tables are the embedded log's. */
export function createWriteHandler(db: DatabaseSync): WriteHandler<ArchiveRequest, ArchiveReply> {
  prepareEventTables(db);
  const keep = createKeeping(db);
  const addWorkspace = db.prepare('INSERT OR IGNORE INTO workspace (name) VALUES (?)');
  const findTail = db.prepare('SELECT number, head, epoch FROM workspace WHERE name = ?');
  const addEvent = db.prepare(
    `INSERT INTO event (key, epoch, recorded_at, type, source, id, subject, revision, correlation_id, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const addKey = db.prepare(`INSERT OR REPLACE INTO event_key (workspace, digest, sequence, revision, content) VALUES (?, ?, ?, NULL, '')`);
  const moveHead = db.prepare('UPDATE workspace SET head = ?, epoch = ?, events = events + ?, bytes = bytes + ? WHERE number = ?');

  /** Takes away the branch that the log has lost, from `sequence` on. */
  function cutFrom({ number, head, epoch }: Tail, sequence: number): void {
    const range = [firstKey(number) + sequence, firstKey(number) + head] as const;
    const gone = db.prepare('SELECT count(*) AS events, ifnull(sum(octet_length(body)), 0) AS bytes FROM event WHERE key >= ? AND key <= ?').get(...range);
    db.prepare('DELETE FROM event WHERE key >= ? AND key <= ?').run(...range);
    moveHead.run(sequence - 1, epoch, -Number(gone?.['events'] ?? 0), -Number(gone?.['bytes'] ?? 0), number);
    db.prepare('DELETE FROM tombstone WHERE key >= ? AND key <= ?').run(...range);
    db.prepare('DELETE FROM event_key WHERE workspace = ? AND sequence >= ?').run(number, sequence);
    db.prepare('UPDATE compaction SET through = min(through, ?) WHERE workspace = ?').run(sequence - 1, number);
    db.prepare('UPDATE workspace SET floor = min(floor, ?) WHERE number = ?').run(sequence - 1, number);
  }

  function store({ workspace, rows }: Extract<ArchiveRequest, { kind: 'store' }>): ArchiveReply {
    addWorkspace.run(workspace);
    const tailOf = () => findTail.get(workspace) as unknown as Tail;
    let tail = tailOf();
    const later = rows.find((row) => row.epoch > tail.epoch);
    if (later !== undefined && later.sequence <= tail.head) {
      cutFrom(tail, later.sequence);
      tail = tailOf();
    }
    const fresh = rows.filter((row) => row.sequence > tail.head && row.epoch >= tail.epoch);
    let bytes = 0;
    for (const row of fresh) {
      addEvent.run(
        firstKey(tail.number) + row.sequence,
        row.epoch,
        row.recordedAt,
        row.type,
        row.source,
        row.id,
        row.subject,
        row.revision,
        row.correlationId,
        row.body,
      );
      addKey.run(tail.number, digestKey(row), row.sequence);
      bytes += Buffer.byteLength(row.body);
    }
    const last = fresh.at(-1);
    if (last !== undefined) moveHead.run(last.sequence, last.epoch, fresh.length, bytes, tail.number);
    return { kind: 'stored' };
  }

  function remember({ workspace, forks, policy }: Extract<ArchiveRequest, { kind: 'remember' }>): ArchiveReply {
    addWorkspace.run(workspace);
    db.prepare('UPDATE workspace SET forks = ?, policy = ? WHERE name = ?').run(forks, policy, workspace);
    return { kind: 'stored' };
  }

  return {
    apply(request) {
      if (request.kind === 'store') return store(request);
      return request.kind === 'remember' ? remember(request) : keep(request);
    },
  };
}
