import { readEventPattern } from '../event-pattern.ts';
import type { DropReason, LogPolicy } from '../log-keeping.ts';
import { digestKey, type StoredBody } from '../stored-event.ts';
import type { RunStatement } from '../../records/postgres-connection.ts';
import { compactArchive } from './postgres-archive-compaction.ts';
import { equals, readTypes } from './postgres-archive-query.ts';
import { lastArchivedBefore } from './postgres-archive-rows.ts';
import { KEEPING_STEP, type LockedWorkspace, type SizedRow } from './postgres-archive-store.ts';

/** What an archive is to keep of a workspace; `newer` is what the log has beside it. */
export interface RetainRequest {
  readonly policy: LogPolicy;
  readonly now: number;
  readonly newer: { readonly events: number; readonly bytes: number };
  /** Nothing after this sequence is dropped or compacted. */
  readonly upTo?: number | undefined;
}

const ERASE_STEP = 500;
const SIZED = 'SELECT sequence, octet_length(body) AS size FROM log_event WHERE workspace = $1 AND sequence > $2 AND sequence <= $3';

/** Drops or compacts what one step can of what the policy no longer lets be; answers whether that was all. */
export async function retainStep(run: RunStatement, whole: LockedWorkspace, request: RetainRequest): Promise<boolean> {
  // What is required by somebody is as if it had not come yet.
  const workspace = { ...whole, head: Math.max(whole.floor, Math.min(whole.head, request.upTo ?? whole.head)) };
  const due = await findDue(run, workspace, request);
  if (due !== undefined) {
    await removeRows(run, workspace, { ...due, now: request.now });
    return false;
  }
  const { rows, isDone } = await compactArchive(run, workspace, { ...request, typesOf: (pattern) => typesOf(run, workspace, { pattern, ...request.policy }) });
  if (rows.length > 0) await removeRows(run, workspace, { rows, reason: 'compaction', now: request.now });
  return isDone;
}

/** Drops what lies at or before `upTo`, a step of it; answers how many went and whether that was all. */
export async function dropStep(
  run: RunStatement,
  workspace: LockedWorkspace,
  { upTo, now }: { upTo: number; now: number },
): Promise<{ events: number; isDone: boolean }> {
  if (upTo <= workspace.floor) return { events: 0, isDone: true };
  const until = Math.min(upTo, workspace.head);
  const { rows } = await run<SizedRow>(`${SIZED} ORDER BY sequence LIMIT $4`, [workspace.number, workspace.floor, until, KEEPING_STEP]);
  if (rows.length > 0) await removeRows(run, workspace, { rows, reason: 'trim', now });
  else await run('UPDATE log_workspace SET floor = greatest(floor, $2) WHERE number = $1', [workspace.number, until]);
  return { events: rows.length, isDone: rows.length < KEEPING_STEP };
}

/** Takes the data of a step of a subject's events away; answers the keys of idempotency of those that had not lost it before. */
export async function eraseStep(
  run: RunStatement,
  { number, head }: LockedWorkspace,
  { subject, now }: { subject: string; now: number },
): Promise<{ digests: readonly string[]; isDone: boolean }> {
  const { rows } = await run<{ sequence: number; source: string; id: string; body: string }>(
    `SELECT sequence, source, id, body FROM log_event WHERE workspace = $1 AND NOT is_erased AND sequence <= $2${equals('subject', '$3')} ORDER BY sequence LIMIT $4`,
    [number, head, subject, ERASE_STEP],
  );
  const blanks = rows.map(({ body }) => toBlank(body, now));
  const freed = rows.reduce((sum, { body }, index) => sum + Buffer.byteLength(body) - Buffer.byteLength(blanks[index] ?? ''), 0);
  if (rows.length > 0) {
    await run(
      `UPDATE log_event SET body = blank.body, is_erased = true, has_data = false FROM unnest($2::bigint[], $3::text[]) AS blank (sequence, body)
        WHERE workspace = $1 AND log_event.sequence = blank.sequence`,
      [number, rows.map(({ sequence }) => sequence), blanks],
    );
    await run('UPDATE log_workspace SET bytes = bytes - $2 WHERE number = $1', [number, freed]);
  }
  await noteErasure(run, number, { subject, through: head, at: now, events: rows.length });
  return { digests: rows.map(digestKey), isDone: rows.length < ERASE_STEP };
}

async function noteErasure(run: RunStatement, workspace: number, erasure: { subject: string; through: number; at: number; events: number }): Promise<void> {
  const { subject, through, at, events } = erasure;
  const parameters = [workspace, subject, through, at, events];
  const known = await run(`UPDATE log_erasure SET through = $3, at = $4, events = events + $5 WHERE workspace = $1${equals('subject', '$2')}`, parameters);
  if (known.count === 0) await run('INSERT INTO log_erasure (workspace, subject, through, at, events) VALUES ($1, $2, $3, $4, $5)', parameters);
}

function toBlank(body: string, erasedAt: number): string {
  const { data: _data, ...kept } = JSON.parse(body) as StoredBody;
  return JSON.stringify({ ...kept, erasedAt });
}

/** Removes rows; the floor follows when the oldest of all have gone. */
async function removeRows(
  run: RunStatement,
  { number, floor }: LockedWorkspace,
  { rows, reason, now }: { rows: readonly SizedRow[]; reason: DropReason; now: number },
): Promise<void> {
  const bytes = rows.reduce((sum, row) => sum + row.size, 0);
  await run('DELETE FROM log_event WHERE workspace = $1 AND sequence = ANY($2)', [number, rows.map((row) => row.sequence)]);
  await run(
    `UPDATE log_workspace SET events = events - $2, bytes = bytes - $3,
      floor = coalesce((SELECT min(sequence) - 1 FROM log_event WHERE workspace = $1 AND sequence > $4), head) WHERE number = $1`,
    [number, rows.length, bytes, floor],
  );
  await run(
    `INSERT INTO log_dropped AS known (workspace, reason, events, bytes, through, at) VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (workspace, reason) DO UPDATE SET events = known.events + excluded.events, bytes = known.bytes + excluded.bytes,
        through = greatest(known.through, excluded.through), at = excluded.at`,
    [number, reason, rows.length, bytes, rows.reduce((most, { sequence }) => Math.max(most, sequence), 0), now],
  );
}

/** The oldest rows that a rule no longer lets be, at most a step of them. */
async function findDue(run: RunStatement, workspace: LockedWorkspace, request: RetainRequest): Promise<{ rows: SizedRow[]; reason: DropReason } | undefined> {
  const { policy, now, newer } = request;
  for (const { pattern, maxAgeMs, maxEvents, maxBytes } of policy.retention) {
    const types = await typesOf(run, workspace, { pattern, ...policy });
    if (maxAgeMs !== undefined) {
      const rows = await oldest(run, workspace, { types, before: now - maxAgeMs });
      if (rows.length > 0) return { rows, reason: 'age' };
    }
    if (maxEvents === undefined && maxBytes === undefined) continue;
    const totals = await totalsOf(run, workspace, types);
    const added = pattern === '**' ? newer : { events: 0, bytes: 0 };
    const surplus = totals.events + added.events - (maxEvents ?? Infinity);
    if (surplus > 0) {
      const rows = await oldest(run, workspace, { types, limit: surplus });
      if (rows.length > 0) return { rows, reason: 'count' };
    }
    let excess = totals.bytes + added.bytes - (maxBytes ?? Infinity);
    const rows = excess <= 0 ? [] : (await oldest(run, workspace, { types })).filter(({ size }) => (excess += -size) + size > 0);
    if (rows.length > 0) return { rows, reason: 'size' };
  }
  return undefined;
}

/** The types that a rule concerns, `all` when there is no exception. */
async function typesOf(
  run: RunStatement,
  { number }: LockedWorkspace,
  { pattern, holds }: { pattern: string; holds: LogPolicy['holds'] },
): Promise<readonly string[] | 'all'> {
  if (pattern === '**' && holds.length === 0) return 'all';
  const wanted = readEventPattern(pattern);
  const held = holds.map((hold) => readEventPattern(hold.pattern));
  const types = await readTypes(run, number, { prefix: '', limit: Number.MAX_SAFE_INTEGER });
  return types.filter((type) => wanted.matches(type) && !held.some((hold) => hold.matches(type)));
}

async function oldest(
  run: RunStatement,
  workspace: LockedWorkspace,
  { types, before, limit = KEEPING_STEP }: { types: readonly string[] | 'all'; before?: number; limit?: number },
): Promise<SizedRow[]> {
  const { number, floor: low, head } = workspace;
  const high = before === undefined ? head : await lastArchivedBefore(run, { number, low, high: head }, before);
  const rows = Math.min(KEEPING_STEP, limit);
  if (types === 'all') return [...(await run<SizedRow>(`${SIZED} ORDER BY sequence LIMIT $4`, [number, low, high, rows])).rows];
  return [...(await run<SizedRow>(`${SIZED} AND type = ANY($5) ORDER BY sequence LIMIT $4`, [number, low, high, rows, types])).rows];
}

async function totalsOf(
  run: RunStatement,
  { number, events, bytes }: LockedWorkspace,
  types: readonly string[] | 'all',
): Promise<{ events: number; bytes: number }> {
  if (types === 'all') return { events, bytes };
  const sql = 'SELECT count(*) AS events, coalesce(sum(octet_length(body)), 0) AS bytes FROM log_event WHERE workspace = $1 AND type = ANY($2)';
  return (await run<{ events: number; bytes: number }>(sql, [number, types])).rows[0] ?? { events: 0, bytes: 0 };
}
