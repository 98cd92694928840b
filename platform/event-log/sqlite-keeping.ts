import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { readEventPattern } from './event-pattern.ts';
import type { DropReason, LogPolicy } from './log-keeping.ts';
import { lastKeyBefore } from './sqlite-bisect.ts';
import { firstKey } from './sqlite-event-schema.ts';
import { digestKey } from './stored-event.ts';

/** What a store of rows is asked to do with what it keeps. Each is one bounded step; `isDone` is false when there is more of it. */
export type KeepingRequest =
  | {
      readonly kind: 'retain';
      readonly workspace: string;
      readonly policy: LogPolicy;
      readonly now: number;
      /** What is kept elsewhere and newer than all rows here: it counts against the bounds. */
      readonly newer: { readonly events: number; readonly bytes: number };
      /** Nothing after this sequence is dropped or compacted. */
      readonly upTo?: number | undefined;
    }
  | { readonly kind: 'drop'; readonly workspace: string; readonly upTo: number; readonly now: number }
  | { readonly kind: 'erase'; readonly workspace: string; readonly subject: string; readonly now: number };

/** What a step of dropping or erasing came to; it is asked again until it is done. */
export type KeepingReply =
  | { readonly kind: 'dropped'; readonly events: number; readonly isDone: boolean }
  | { readonly kind: 'erased'; readonly events: number; readonly through: number; readonly digests: readonly string[]; readonly isDone: boolean };

interface KeptWorkspace {
  readonly number: number;
  readonly head: number;
  readonly floor: number;
  readonly events: number;
  readonly bytes: number;
}

interface Sized {
  readonly key: number;
  readonly size: number;
}

/** Rows that one step removes or rewrites at most, so that a large one leaves the thread to appends between. */
const STEP = 5_000;

/** Runs in the writer thread of a log or an archive: drops, compacts and erases rows, and counts what went in the same transaction. */
export function createKeeping(db: DatabaseSync): (request: KeepingRequest) => KeepingReply {
  const findWorkspace = db.prepare('SELECT number, head, floor, events, bytes FROM workspace WHERE name = ?');
  const setKept = db.prepare('UPDATE workspace SET events = events - ?, bytes = bytes - ?, floor = ? WHERE number = ?');
  const removeKeys = db.prepare('DELETE FROM event WHERE key IN (SELECT value FROM json_each(?))');
  const firstAfter = db.prepare('SELECT min(key) AS key FROM event WHERE key > ? AND key <= ?');
  const addDropped = db.prepare(
    `INSERT INTO dropped (workspace, reason, events, bytes, through, at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
      events = events + excluded.events, bytes = bytes + excluded.bytes, through = max(through, excluded.through), at = excluded.at`,
  );
  const nextType = db.prepare('SELECT min(type) AS type FROM event WHERE type > ?');

  function selectSized(sql: string, parameters: readonly SQLInputValue[]): Sized[] {
    return db.prepare(sql).all(...parameters) as unknown as Sized[];
  }

  function allTypes(): string[] {
    const types: string[] = [];
    for (let last = nextType.get('')?.['type']; typeof last === 'string'; last = nextType.get(last)?.['type']) types.push(last);
    return types;
  }

  /** The types that a rule concerns, `all` when there is no exception. */
  function typesOf(pattern: string, { holds }: LogPolicy): readonly string[] | 'all' {
    if (pattern === '**' && holds.length === 0) return 'all';
    const wanted = readEventPattern(pattern);
    const held = holds.map((hold) => readEventPattern(hold.pattern));
    return allTypes().filter((type) => wanted.matches(type) && !held.some((hold) => hold.matches(type)));
  }

  /** Removes rows, all of one workspace, oldest first; the floor follows when the oldest of all have gone. */
  function remove(workspace: KeptWorkspace, rows: readonly Sized[], told: { reason: DropReason; now: number }): void {
    const base = firstKey(workspace.number);
    const bytes = rows.reduce((sum, row) => sum + row.size, 0);
    removeKeys.run(JSON.stringify(rows.map((row) => row.key)));
    const first = firstAfter.get(base + workspace.floor, base + workspace.head)?.['key'];
    const floor = typeof first === 'number' ? first - 1 - base : workspace.head;
    setKept.run(rows.length, bytes, floor, workspace.number);
    const newest = rows.reduce((most, row) => Math.max(most, row.key), base);
    addDropped.run(workspace.number, told.reason, rows.length, bytes, newest - base, told.now);
  }

  function oldest(workspace: KeptWorkspace, types: readonly string[] | 'all', until: { before?: number; limit?: number }): Sized[] {
    const base = firstKey(workspace.number);
    const high =
      until.before === undefined ? base + workspace.head : lastKeyBefore(db, { low: base + workspace.floor, high: base + workspace.head }, until.before);
    const range = [base + workspace.floor, high];
    const limit = Math.min(STEP, until.limit ?? STEP);
    const columns = 'SELECT key, octet_length(body) AS size FROM event';
    if (types === 'all') return selectSized(`${columns} WHERE key > ? AND key <= ? ORDER BY key LIMIT ?`, [...range, limit]);
    return selectSized(`${columns} WHERE type IN (SELECT value FROM json_each(?)) AND key > ? AND key <= ? ORDER BY key LIMIT ?`, [
      JSON.stringify(types),
      ...range,
      limit,
    ]);
  }

  function totalsOf(workspace: KeptWorkspace, types: readonly string[] | 'all'): { events: number; bytes: number } {
    if (types === 'all') return workspace;
    const base = firstKey(workspace.number);
    return db
      .prepare(
        'SELECT count(*) AS events, ifnull(sum(octet_length(body)), 0) AS bytes FROM event WHERE type IN (SELECT value FROM json_each(?)) AND key > ? AND key <= ?',
      )
      .get(JSON.stringify(types), base + workspace.floor, base + workspace.head) as { events: number; bytes: number };
  }

  /** The oldest rows that a rule no longer lets be, at most a step of them. */
  function due(workspace: KeptWorkspace, request: Extract<KeepingRequest, { kind: 'retain' }>): { rows: Sized[]; reason: DropReason } | undefined {
    const { policy, now, newer } = request;
    for (const { pattern, maxAgeMs, maxEvents, maxBytes } of policy.retention) {
      const types = typesOf(pattern, policy);
      if (maxAgeMs !== undefined) {
        const rows = oldest(workspace, types, { before: now - maxAgeMs });
        if (rows.length > 0) return { rows, reason: 'age' };
      }
      if (maxEvents === undefined && maxBytes === undefined) continue;
      const totals = totalsOf(workspace, types);
      const added = pattern === '**' ? newer : { events: 0, bytes: 0 };
      const surplus = totals.events + added.events - (maxEvents ?? Infinity);
      if (surplus > 0) {
        const rows = oldest(workspace, types, { limit: surplus });
        if (rows.length > 0) return { rows, reason: 'count' };
      }
      let excess = totals.bytes + added.bytes - (maxBytes ?? Infinity);
      if (excess > 0) {
        const rows: Sized[] = [];
        for (const row of oldest(workspace, types, {})) {
          if (excess <= 0) break;
          excess -= row.size;
          rows.push(row);
        }
        if (rows.length > 0) return { rows, reason: 'size' };
      }
    }
    return undefined;
  }

  const compact = createCompaction(db, { selectSized, typesOf });

  function retain(request: Extract<KeepingRequest, { kind: 'retain' }>): KeepingReply {
    const whole = findWorkspace.get(request.workspace) as KeptWorkspace | undefined;
    if (whole === undefined) return { kind: 'dropped', events: 0, isDone: true };
    // What is required by somebody is as if it had not come yet.
    const workspace = { ...whole, head: Math.max(whole.floor, Math.min(whole.head, request.upTo ?? whole.head)) };
    const found = due(workspace, request);
    if (found !== undefined) {
      remove(workspace, found.rows, { reason: found.reason, now: request.now });
      return { kind: 'dropped', events: found.rows.length, isDone: false };
    }
    const superseded = compact(workspace, request);
    if (superseded.rows.length > 0) remove(workspace, superseded.rows, { reason: 'compaction', now: request.now });
    return { kind: 'dropped', events: superseded.rows.length, isDone: superseded.isDone };
  }

  function drop({ workspace: name, upTo, now }: Extract<KeepingRequest, { kind: 'drop' }>): KeepingReply {
    const workspace = findWorkspace.get(name) as KeptWorkspace | undefined;
    if (workspace === undefined || upTo <= workspace.floor) return { kind: 'dropped', events: 0, isDone: true };
    const base = firstKey(workspace.number);
    const until = base + Math.min(upTo, workspace.head);
    const rows = selectSized('SELECT key, octet_length(body) AS size FROM event WHERE key > ? AND key <= ? ORDER BY key LIMIT ?', [
      base + workspace.floor,
      until,
      STEP,
    ]);
    if (rows.length > 0) remove(workspace, rows, { reason: 'trim', now });
    else setKept.run(0, 0, until - base, workspace.number);
    return { kind: 'dropped', events: rows.length, isDone: rows.length < STEP };
  }

  function erase({ workspace: name, subject, now }: Extract<KeepingRequest, { kind: 'erase' }>): KeepingReply {
    const workspace = findWorkspace.get(name) as KeptWorkspace | undefined;
    if (workspace === undefined) return { kind: 'erased', events: 0, through: 0, digests: [], isDone: true };
    const base = firstKey(workspace.number);
    const rows = db
      .prepare(
        `SELECT key, source, id, octet_length(body) AS size FROM event WHERE subject = ? AND key > ? AND key <= ?
          AND json_extract(body, '$.erasedAt') IS NULL ORDER BY key LIMIT ?`,
      )
      .all(subject, base, base + workspace.head, STEP) as unknown as { key: number; source: string; id: string; size: number }[];
    // What is overwritten must not stay readable in the file's free space.
    db.exec('PRAGMA secure_delete = ON');
    const blank = db.prepare(
      `UPDATE event SET body = json_set(json_remove(body, '$.data'), '$.erasedAt', ?) WHERE key = ? RETURNING octet_length(body) AS size`,
    );
    const forget = db.prepare(`UPDATE event_key SET content = '' WHERE workspace = ? AND digest = ?`);
    let bytes = 0;
    const digests = rows.map((row) => {
      const digest = digestKey(row);
      bytes += row.size - Number(blank.get(now, row.key)?.['size']);
      forget.run(workspace.number, digest);
      return digest;
    });
    db.exec('PRAGMA secure_delete = OFF');
    setKept.run(0, bytes, workspace.floor, workspace.number);
    const through = workspace.head;
    db.prepare(
      `INSERT INTO erasure (workspace, subject, through, at, events) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
        through = excluded.through, at = excluded.at, events = events + excluded.events`,
    ).run(workspace.number, subject, through, now, rows.length);
    return { kind: 'erased', events: rows.length, through, digests, isDone: rows.length < STEP };
  }

  return (request) => (request.kind === 'retain' ? retain(request) : request.kind === 'drop' ? drop(request) : erase(request));
}

type TypesOf = (pattern: string, policy: LogPolicy) => readonly string[] | 'all';

/**
 * Compaction looks only at what is new since the last time: each new event makes the older ones of its subject superfluous.
 * A newest event without data is noted as a tombstone, and goes when its time has come.
 */
function createCompaction(
  db: DatabaseSync,
  { selectSized, typesOf }: { selectSized: (sql: string, parameters: readonly SQLInputValue[]) => Sized[]; typesOf: TypesOf },
) {
  const readThrough = db.prepare('SELECT through FROM compaction WHERE workspace = ? AND pattern = ?');
  const setThrough = db.prepare('INSERT INTO compaction (workspace, pattern, through) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET through = excluded.through');
  const noteTombstone = db.prepare('INSERT OR IGNORE INTO tombstone (key, pattern, at) VALUES (?, ?, ?)');

  return function compact(workspace: KeptWorkspace, { policy, now }: { policy: LogPolicy; now: number }): { rows: Sized[]; isDone: boolean } {
    const base = firstKey(workspace.number);
    for (const { pattern, tombstoneMs } of policy.compaction) {
      const types = typesOf(pattern, policy);
      const typed = types === 'all' ? '' : ' AND +type IN (SELECT value FROM json_each(?))';
      const typedParameters = types === 'all' ? [] : [JSON.stringify(types)];
      const through = Number(readThrough.get(workspace.number, pattern)?.['through'] ?? 0);
      const fresh = db
        .prepare(
          `SELECT key, subject, recorded_at AS at, json_extract(body, '$.data') IS NULL AND json_extract(body, '$.erasedAt') IS NULL AS isTombstone FROM event
            WHERE key > ? AND key <= ? AND subject IS NOT NULL${typed} ORDER BY key LIMIT ?`,
        )
        .all(base + Math.max(through, workspace.floor), base + workspace.head, ...typedParameters, STEP) as unknown as {
        key: number;
        subject: string;
        at: number;
        isTombstone: number;
      }[];
      const rows = [...new Map(fresh.map((row) => [row.subject, row])).values()].flatMap(({ subject, key }) =>
        selectSized(`SELECT key, octet_length(body) AS size FROM event WHERE subject = ? AND key > ? AND key < ?${typed}`, [
          subject,
          base,
          key,
          ...typedParameters,
        ]),
      );
      for (const row of fresh) if (row.isTombstone === 1) noteTombstone.run(row.key, pattern, row.at);
      const isWhole = fresh.length < STEP;
      setThrough.run(workspace.number, pattern, isWhole ? workspace.head : (fresh.at(-1)?.key ?? base) - base);
      if (rows.length > 0 || !isWhole) return { rows, isDone: false };
      const expired = selectSized(
        `SELECT tombstone.key AS key, ifnull(octet_length(event.body), -1) AS size FROM tombstone LEFT JOIN event USING (key)
          WHERE tombstone.key > ? AND tombstone.key <= ? AND pattern = ? AND at <= ?${typed.replace('+type', 'event.type')} LIMIT ?`,
        [base, base + workspace.head, pattern, now - tombstoneMs, ...typedParameters, STEP],
      );
      for (const { key } of expired) db.prepare('DELETE FROM tombstone WHERE key = ?').run(key);
      const standing = expired.filter((row) => row.size >= 0);
      if (standing.length > 0) return { rows: standing, isDone: false };
    }
    return { rows: [], isDone: true };
  };
}
