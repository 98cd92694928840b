import type { DatabaseSync } from 'node:sqlite';
import type { WriteHandler } from '../sqlite/write-handler.ts';
import type { LogQuota } from './log-keeping.ts';
import { lastKeyBefore } from './sqlite-bisect.ts';
import { firstKey, prepareEventTables } from './sqlite-event-schema.ts';
import { createKeeping, type KeepingReply, type KeepingRequest } from './sqlite-keeping.ts';
import type { StoredEvent } from './stored-event.ts';

/** What the log asks of its writer thread. `now` is the caller's clock in ms. */
export type SqliteLogRequest =
  | {
      readonly kind: 'append';
      readonly workspace: string;
      readonly now: number;
      readonly events: readonly StoredEvent[];
      readonly expected: { readonly subject: string; readonly revision: number } | undefined;
    }
  | { readonly kind: 'set-policy'; readonly workspace: string; readonly policy: string; readonly quota: LogQuota }
  /** Forgets idempotency keys of what was recorded before the time; looks at some keys after `after`. */
  | { readonly kind: 'forget-keys'; readonly workspace: string; readonly before: number; readonly after: string }
  | KeepingRequest;

/** What became of one event of a batch. */
export interface AppendedRow {
  readonly sequence: number;
  readonly revision: number | null;
  readonly duplicate: boolean;
}

/** What the log's writer thread answers; expected refusals are answers, not errors. */
export type SqliteLogReply =
  | { readonly kind: 'appended'; readonly rows: readonly AppendedRow[]; readonly head: number; readonly forks: string; readonly workspaceNumber: number }
  | { readonly kind: 'revision-conflict'; readonly subject: string; readonly expected: number; readonly actual: number }
  | { readonly kind: 'id-conflict'; readonly index: number; readonly sequence: number; readonly forks: string }
  | { readonly kind: 'full'; readonly limit: keyof LogQuota; readonly max: number; readonly kept: number }
  | { readonly kind: 'done' }
  /** `next` is where to go on; empty when all keys were looked at. */
  | { readonly kind: 'forgotten'; readonly next: string }
  | KeepingReply;

interface WorkspaceRow {
  readonly number: number;
  readonly head: number;
  readonly floor: number;
  readonly recorded_at: number;
  readonly keys_floor: number;
  readonly forks: string;
  readonly events: number;
  readonly bytes: number;
  readonly max_events: number | null;
  readonly max_bytes: number | null;
}

interface KeyRow {
  readonly sequence: number;
  readonly revision: number | null;
  readonly content: string;
}

type AppendRequest = Extract<SqliteLogRequest, { kind: 'append' }>;

/** Keys that one step of forgetting looks at. */
const KEY_STEP = 10_000;

/** Runs in the writer thread: gives out sequences, revisions and times, all in the request's own savepoint. */
export function createWriteHandler(db: DatabaseSync): WriteHandler<SqliteLogRequest, SqliteLogReply> {
  prepareEventTables(db);
  const keep = createKeeping(db);
  const findWorkspace = db.prepare(
    'SELECT number, head, floor, recorded_at, keys_floor, forks, events, bytes, max_events, max_bytes FROM workspace WHERE name = ?',
  );
  const addWorkspace = db.prepare('INSERT INTO workspace (name) VALUES (?)');
  const moveHead = db.prepare('UPDATE workspace SET head = ?, recorded_at = ?, events = events + ?, bytes = bytes + ? WHERE number = ?');
  const findKey = db.prepare('SELECT sequence, revision, content FROM event_key WHERE workspace = ? AND digest = ?');
  const addKey = db.prepare('INSERT OR REPLACE INTO event_key (workspace, digest, sequence, revision, content) VALUES (?, ?, ?, ?, ?)');
  const findRevision = db.prepare('SELECT revision FROM stream WHERE workspace = ? AND subject = ?');
  const setRevision = db.prepare('INSERT INTO stream (workspace, subject, revision) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET revision = excluded.revision');
  const addEvent = db.prepare(
    'INSERT INTO event (key, recorded_at, type, source, id, subject, revision, correlation_id, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );

  function openWorkspace(name: string): WorkspaceRow {
    const found = findWorkspace.get(name) as WorkspaceRow | undefined;
    if (found !== undefined) return found;
    addWorkspace.run(name);
    return openWorkspace(name);
  }

  /** What the key of an event says, unless the window of idempotency has passed it. */
  function findKnown(workspace: WorkspaceRow, digest: string): KeyRow | undefined {
    const found = findKey.get(workspace.number, digest) as KeyRow | undefined;
    return found !== undefined && found.sequence > workspace.keys_floor ? found : undefined;
  }

  function append(request: AppendRequest): SqliteLogReply {
    const { events, expected } = request;
    const workspace = openWorkspace(request.workspace);
    const known = events.map((event) => findKnown(workspace, event.digest));
    const conflict = known.findIndex((found, index) => found !== undefined && found.content !== events[index]?.content);
    const sequence = known[conflict]?.sequence;
    if (sequence !== undefined) return { kind: 'id-conflict', index: conflict, sequence, forks: workspace.forks };
    const isNew = events.length === 0 || known.includes(undefined);
    if (expected !== undefined && isNew) {
      const actual = revisionOf(workspace, expected.subject);
      if (actual !== expected.revision) return { kind: 'revision-conflict', subject: expected.subject, expected: expected.revision, actual };
    }
    const full = isNew ? findFull(workspace, events, known) : undefined;
    if (full !== undefined) return full;
    const { head, forks, number: workspaceNumber } = workspace;
    return isNew ? addAll(request, workspace, known) : { kind: 'appended', rows: known.map(toDuplicate), head, forks, workspaceNumber };
  }

  /** The quota that the new events of a batch would pass. */
  function findFull(workspace: WorkspaceRow, events: readonly StoredEvent[], known: readonly (KeyRow | undefined)[]): SqliteLogReply | undefined {
    const { max_events: maxEvents, max_bytes: maxBytes } = workspace;
    if (maxEvents === null && maxBytes === null) return undefined;
    const added = events.filter((_event, index) => known[index] === undefined);
    if (maxEvents !== null && workspace.events + added.length > maxEvents) return { kind: 'full', limit: 'maxEvents', max: maxEvents, kept: workspace.events };
    const bytes = workspace.bytes + added.reduce((sum, event) => sum + Buffer.byteLength(event.body), 0);
    return maxBytes !== null && bytes > maxBytes ? { kind: 'full', limit: 'maxBytes', max: maxBytes, kept: workspace.bytes } : undefined;
  }

  function revisionOf(workspace: WorkspaceRow, subject: string): number {
    return (findRevision.get(workspace.number, subject) as { revision: number } | undefined)?.revision ?? 0;
  }

  function addAll(request: AppendRequest, workspace: WorkspaceRow, known: readonly (KeyRow | undefined)[]): SqliteLogReply {
    const recordedAt = Math.max(request.now, workspace.recorded_at);
    let head = workspace.head;
    let bytes = 0;
    const added = new Map<string, AppendedRow>();
    const revisions = new Map<string, number>();
    function nextRevision(subject: string): number {
      const revision = (revisions.get(subject) ?? revisionOf(workspace, subject)) + 1;
      revisions.set(subject, revision);
      return revision;
    }
    const rows = request.events.map((event, index): AppendedRow => {
      const before = known[index] ?? added.get(event.digest);
      if (before !== undefined) return toDuplicate(before);
      head += 1;
      bytes += Buffer.byteLength(event.body);
      const revision = event.subject === null ? null : nextRevision(event.subject);
      addKey.run(workspace.number, event.digest, head, revision, event.content);
      addEvent.run(firstKey(workspace.number) + head, recordedAt, event.type, event.source, event.id, event.subject, revision, event.correlationId, event.body);
      const row = { sequence: head, revision, duplicate: false };
      added.set(event.digest, row);
      return row;
    });
    // A subject's stream is counted in memory and written once a batch.
    for (const [subject, revision] of revisions) setRevision.run(workspace.number, subject, revision);
    if (head !== workspace.head) moveHead.run(head, recordedAt, head - workspace.head, bytes, workspace.number);
    return { kind: 'appended', rows, head, forks: workspace.forks, workspaceNumber: workspace.number };
  }

  function setPolicy({ workspace: name, policy, quota }: Extract<SqliteLogRequest, { kind: 'set-policy' }>): SqliteLogReply {
    const { number } = openWorkspace(name);
    db.prepare('UPDATE workspace SET policy = ?, max_events = ?, max_bytes = ? WHERE number = ?').run(
      policy,
      quota.maxEvents ?? null,
      quota.maxBytes ?? null,
      number,
    );
    return { kind: 'done' };
  }

  function forgetKeys({ workspace: name, before, after }: Extract<SqliteLogRequest, { kind: 'forget-keys' }>): SqliteLogReply {
    const workspace = findWorkspace.get(name) as WorkspaceRow | undefined;
    if (workspace === undefined) return { kind: 'forgotten', next: '' };
    const base = firstKey(workspace.number);
    const last = lastKeyBefore(db, { low: base + Math.max(workspace.floor, workspace.keys_floor), high: base + workspace.head }, before);
    const floor = Math.max(workspace.keys_floor, last - base);
    // No event is older than the window: looking at every key would find none to forget.
    if (floor === 0) return { kind: 'forgotten', next: '' };
    db.prepare('UPDATE workspace SET keys_floor = ? WHERE number = ?').run(floor, workspace.number);
    const digests = db
      .prepare('SELECT digest FROM event_key WHERE workspace = ? AND digest > ? ORDER BY digest LIMIT ?')
      .all(workspace.number, after, KEY_STEP);
    const next = digests.at(-1)?.['digest'];
    if (typeof next !== 'string') return { kind: 'forgotten', next: '' };
    // The key of an event that is kept stays: it is found by it.
    db.prepare(
      `DELETE FROM event_key WHERE workspace = ? AND digest > ? AND digest <= ? AND sequence <= ?
        AND NOT EXISTS (SELECT 1 FROM event WHERE event.key = ? + event_key.sequence)`,
    ).run(workspace.number, after, next, floor, base);
    return { kind: 'forgotten', next: digests.length < KEY_STEP ? '' : next };
  }

  function apply(request: SqliteLogRequest): SqliteLogReply {
    switch (request.kind) {
      case 'append':
        return append(request);
      case 'set-policy':
        return setPolicy(request);
      case 'forget-keys':
        return forgetKeys(request);
      default:
        return keep(request);
    }
  }

  return { apply };
}

function toDuplicate(found: { sequence: number; revision: number | null } | undefined): AppendedRow {
  if (found === undefined) throw new Error('an event that is not there cannot be a duplicate');
  return { sequence: found.sequence, revision: found.revision, duplicate: true };
}
