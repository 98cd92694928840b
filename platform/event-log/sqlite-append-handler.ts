import type { DatabaseSync } from 'node:sqlite';
import type { WriteHandler } from '../sqlite/write-handler.ts';
import type { StoredEvent } from './stored-event.ts';
import { EVENT_LOG_SCHEMA, firstKey } from './sqlite-event-schema.ts';

/** What the log asks of its writer thread. `now` is the caller's clock in ms. */
export type SqliteLogRequest =
  | {
      readonly kind: 'append';
      readonly workspace: string;
      readonly now: number;
      readonly events: readonly StoredEvent[];
      readonly expected: { readonly subject: string; readonly revision: number } | undefined;
    }
  | { readonly kind: 'trim'; readonly workspace: string; readonly upTo: number };

/** What became of one event of a batch. */
export interface AppendedRow {
  readonly sequence: number;
  readonly revision: number | null;
  readonly duplicate: boolean;
}

export type SqliteLogReply =
  | { readonly kind: 'appended'; readonly rows: readonly AppendedRow[]; readonly head: number; readonly workspaceNumber: number }
  | { readonly kind: 'revision-conflict'; readonly subject: string; readonly expected: number; readonly actual: number }
  | { readonly kind: 'id-conflict'; readonly index: number; readonly sequence: number }
  | { readonly kind: 'trimmed'; readonly count: number };

interface WorkspaceRow {
  readonly number: number;
  readonly head: number;
  readonly floor: number;
  readonly recorded_at: number;
}

type AppendRequest = Extract<SqliteLogRequest, { kind: 'append' }>;

/** Rows that one trim statement removes at most, so that a large trim leaves the thread to appends between. */
const TRIM_STEP = 5_000;

/** Runs in the writer thread: gives out sequences, revisions and times, all in the request's own savepoint. */
export function createWriteHandler(db: DatabaseSync): WriteHandler<SqliteLogRequest, SqliteLogReply> {
  db.exec(EVENT_LOG_SCHEMA);
  const findWorkspace = db.prepare('SELECT number, head, floor, recorded_at FROM workspace WHERE name = ?');
  const addWorkspace = db.prepare('INSERT INTO workspace (name) VALUES (?)');
  const moveHead = db.prepare('UPDATE workspace SET head = ?, recorded_at = ? WHERE number = ?');
  const moveFloor = db.prepare('UPDATE workspace SET floor = ? WHERE number = ?');
  const findKey = db.prepare('SELECT sequence, revision, content FROM event_key WHERE workspace = ? AND digest = ?');
  const addKey = db.prepare('INSERT INTO event_key (workspace, digest, sequence, revision, content) VALUES (?, ?, ?, ?, ?)');
  const findRevision = db.prepare('SELECT revision FROM stream WHERE workspace = ? AND subject = ?');
  const nextRevision = db.prepare(
    'INSERT INTO stream (workspace, subject, revision) VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET revision = revision + 1 RETURNING revision',
  );
  const addEvent = db.prepare(
    'INSERT INTO event (key, recorded_at, type, source, id, subject, revision, correlation_id, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const removeEvents = db.prepare('DELETE FROM event WHERE key > ? AND key <= ?');

  function openWorkspace(name: string): WorkspaceRow {
    const found = findWorkspace.get(name) as WorkspaceRow | undefined;
    if (found !== undefined) return found;
    return { number: Number(addWorkspace.run(name).lastInsertRowid), head: 0, floor: 0, recorded_at: 0 };
  }

  function append(request: AppendRequest): SqliteLogReply {
    const { events, expected } = request;
    const workspace = openWorkspace(request.workspace);
    const known = events.map(
      (event) => findKey.get(workspace.number, event.digest) as { sequence: number; revision: number | null; content: string } | undefined,
    );
    const conflict = known.findIndex((found, index) => found !== undefined && found.content !== events[index]?.content);
    const sequence = known[conflict]?.sequence;
    if (sequence !== undefined) return { kind: 'id-conflict', index: conflict, sequence };
    const isNew = events.length === 0 || known.includes(undefined);
    if (expected !== undefined && isNew) {
      const actual = (findRevision.get(workspace.number, expected.subject) as { revision: number } | undefined)?.revision ?? 0;
      if (actual !== expected.revision) return { kind: 'revision-conflict', subject: expected.subject, expected: expected.revision, actual };
    }
    return isNew ? addAll(request, workspace) : { kind: 'appended', rows: known.map(toDuplicate), head: workspace.head, workspaceNumber: workspace.number };
  }

  function addAll(request: AppendRequest, workspace: WorkspaceRow): SqliteLogReply {
    const recordedAt = Math.max(request.now, workspace.recorded_at);
    let head = workspace.head;
    const rows = request.events.map((event): AppendedRow => {
      const before = findKey.get(workspace.number, event.digest) as { sequence: number; revision: number | null } | undefined;
      if (before !== undefined) return toDuplicate(before);
      head += 1;
      const revision = event.subject === null ? null : (nextRevision.get(workspace.number, event.subject) as { revision: number }).revision;
      addKey.run(workspace.number, event.digest, head, revision, event.content);
      addEvent.run(firstKey(workspace.number) + head, recordedAt, event.type, event.source, event.id, event.subject, revision, event.correlationId, event.body);
      return { sequence: head, revision, duplicate: false };
    });
    if (head !== workspace.head) moveHead.run(head, recordedAt, workspace.number);
    return { kind: 'appended', rows, head, workspaceNumber: workspace.number };
  }

  function trim(request: Extract<SqliteLogRequest, { kind: 'trim' }>): SqliteLogReply {
    const workspace = findWorkspace.get(request.workspace) as WorkspaceRow | undefined;
    if (workspace === undefined) return { kind: 'trimmed', count: 0 };
    const floor = Math.min(request.upTo, workspace.head, workspace.floor + TRIM_STEP);
    if (floor <= workspace.floor) return { kind: 'trimmed', count: 0 };
    moveFloor.run(floor, workspace.number);
    const base = firstKey(workspace.number);
    return { kind: 'trimmed', count: Number(removeEvents.run(base + workspace.floor, base + floor).changes) };
  }

  return { apply: (request) => (request.kind === 'append' ? append(request) : trim(request)) };
}

function toDuplicate(found: { sequence: number; revision: number | null } | undefined): AppendedRow {
  if (found === undefined) throw new Error('an event that is not there cannot be a duplicate');
  return { sequence: found.sequence, revision: found.revision, duplicate: true };
}
