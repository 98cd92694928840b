import type { LogPolicy } from '../log-keeping.ts';
import type { RunStatement } from '../../records/postgres-connection.ts';
import { indexedPart } from './postgres-archive-schema.ts';
import { KEEPING_STEP, type LockedWorkspace, type SizedRow } from './postgres-archive-store.ts';

interface FreshRow extends Record<string, unknown> {
  readonly sequence: number;
  readonly subject: string;
  readonly at: number;
  readonly isTombstone: number;
}

/**
 * The rows that compaction finds superfluous, of one step: it looks only at what is new since the last time, for each new event makes
 * the older ones of its subject superfluous. A newest event without data is noted as a tombstone, and goes when its time has come.
 */
export async function compactArchive(
  run: RunStatement,
  workspace: LockedWorkspace,
  { policy, now, typesOf }: { policy: LogPolicy; now: number; typesOf: (pattern: string) => Promise<readonly string[] | 'all'> },
): Promise<{ rows: readonly SizedRow[]; isDone: boolean }> {
  const { number } = workspace;
  for (const { pattern, tombstoneMs } of policy.compaction) {
    const types = await typesOf(pattern);
    const fresh = await readFresh(run, workspace, { pattern, types });
    const rows = await readSuperseded(run, number, { fresh, types });
    const isWhole = fresh.length < KEEPING_STEP;
    await noteLooked(run, number, { pattern, fresh, through: isWhole ? workspace.head : (fresh.at(-1)?.sequence ?? workspace.head) });
    if (rows.length > 0 || !isWhole) return { rows, isDone: false };
    const expired = await takeExpired(run, workspace, { pattern, types, until: now - tombstoneMs });
    if (expired.length > 0) return { rows: expired, isDone: false };
  }
  return { rows: [], isDone: true };
}

async function readFresh(
  run: RunStatement,
  { number, head, floor }: LockedWorkspace,
  { pattern, types }: { pattern: string; types: readonly string[] | 'all' },
): Promise<readonly FreshRow[]> {
  const known = await run<{ through: number }>('SELECT through FROM log_compaction WHERE workspace = $1 AND pattern = $2', [number, pattern]);
  const sql = `SELECT sequence, subject, recorded_at AS at, NOT has_data AND NOT is_erased AS "isTombstone" FROM log_event
    WHERE workspace = $1 AND sequence > $2 AND sequence <= $3 AND subject IS NOT NULL${typed(types, '$5')} ORDER BY sequence LIMIT $4`;
  return (await run<FreshRow>(sql, [number, Math.max(known.rows[0]?.through ?? 0, floor), head, KEEPING_STEP, ...toParameters(types)])).rows;
}

async function readSuperseded(
  run: RunStatement,
  workspace: number,
  { fresh, types }: { fresh: readonly FreshRow[]; types: readonly string[] | 'all' },
): Promise<readonly SizedRow[]> {
  const newest = new Map(fresh.map(({ subject, sequence }) => [subject, sequence]));
  if (newest.size === 0) return [];
  const sql = `SELECT log_event.sequence, octet_length(body) AS size FROM unnest($2::text[], $3::bigint[]) AS newest (subject, sequence)
    JOIN log_event ON log_event.workspace = $1 AND ${indexedPart('log_event.subject')} = ${indexedPart('newest.subject')}
      AND log_event.subject = newest.subject AND log_event.sequence < newest.sequence${typed(types, '$4')}`;
  return (await run<SizedRow>(sql, [workspace, [...newest.keys()], [...newest.values()], ...toParameters(types)])).rows;
}

async function noteLooked(
  run: RunStatement,
  workspace: number,
  { pattern, fresh, through }: { pattern: string; fresh: readonly FreshRow[]; through: number },
): Promise<void> {
  const tombstones = fresh.filter(({ isTombstone }) => isTombstone === 1);
  await run('INSERT INTO log_tombstone (workspace, pattern, sequence, at) SELECT $1, $2, * FROM unnest($3::bigint[], $4::bigint[]) ON CONFLICT DO NOTHING', [
    workspace,
    pattern,
    tombstones.map(({ sequence }) => sequence),
    tombstones.map(({ at }) => at),
  ]);
  await run(
    'INSERT INTO log_compaction (workspace, pattern, through) VALUES ($1, $2, $3) ON CONFLICT (workspace, pattern) DO UPDATE SET through = excluded.through',
    [workspace, pattern, through],
  );
}

/** Tombstones whose time has come and that still stand; those that are gone are forgotten. */
async function takeExpired(
  run: RunStatement,
  { number: workspace, head }: LockedWorkspace,
  { pattern, types, until }: { pattern: string; types: readonly string[] | 'all'; until: number },
): Promise<readonly SizedRow[]> {
  await run(
    `DELETE FROM log_tombstone AS stone WHERE workspace = $1 AND pattern = $2
      AND NOT EXISTS (SELECT 1 FROM log_event WHERE workspace = $1 AND log_event.sequence = stone.sequence)`,
    [workspace, pattern],
  );
  const sql = `WITH expired AS (
      SELECT stone.sequence, octet_length(body) AS size FROM log_tombstone AS stone JOIN log_event USING (workspace, sequence)
        WHERE workspace = $1 AND pattern = $2 AND at <= $3 AND stone.sequence <= $5${typed(types, '$6')} ORDER BY stone.sequence LIMIT $4),
    gone AS (DELETE FROM log_tombstone WHERE workspace = $1 AND pattern = $2 AND sequence IN (SELECT sequence FROM expired))
    SELECT sequence, size FROM expired`;
  return (await run<SizedRow>(sql, [workspace, pattern, until, KEEPING_STEP, head, ...toParameters(types)])).rows;
}

function typed(types: readonly string[] | 'all', placeholder: string): string {
  return types === 'all' ? '' : ` AND type = ANY(${placeholder})`;
}

function toParameters(types: readonly string[] | 'all'): readonly (readonly string[])[] {
  return types === 'all' ? [] : [types];
}
