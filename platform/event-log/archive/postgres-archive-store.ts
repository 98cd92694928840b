import { digestKey, type StoredBody } from '../stored-event.ts';
import type { RunStatement } from '../../records/postgres-connection.ts';
import type { ArchivedRow } from './event-archive.ts';

/** A workspace of the archive, locked until the transaction ends. */
export interface LockedWorkspace extends Record<string, unknown> {
  readonly number: number;
  readonly head: number;
  readonly floor: number;
  readonly epoch: number;
  readonly events: number;
  readonly bytes: number;
}

/** A row that goes, with the bytes of its body. */
export interface SizedRow extends Record<string, unknown> {
  readonly sequence: number;
  readonly size: number;
}

/** Rows that one transaction removes or rewrites at most. */
export const KEEPING_STEP = 5_000;

/** What a step writes waits for no other, since whoever changes a workspace's rows holds it. */
export async function lockWorkspace(run: RunStatement, name: string): Promise<LockedWorkspace | undefined> {
  const sql = 'SELECT number, head, floor, epoch, events, bytes FROM log_workspace WHERE name = $1 FOR UPDATE';
  return (await run<LockedWorkspace>(sql, [name])).rows[0];
}

/** Stores rows of a workspace as `EventArchive.store` promises; for the caller's transaction. */
export async function storeRows(run: RunStatement, name: string, rows: readonly ArchivedRow[]): Promise<void> {
  await run('INSERT INTO log_workspace (name) VALUES ($1) ON CONFLICT DO NOTHING', [name]);
  let workspace = await lockWorkspace(run, name);
  const later = rows.find((row) => row.epoch > (workspace?.epoch ?? 0));
  if (workspace !== undefined && later !== undefined && later.sequence <= workspace.head) {
    await cutFrom(run, workspace, later.sequence);
    workspace = await lockWorkspace(run, name);
  }
  if (workspace === undefined) throw new Error(`the archive has lost the workspace ${name} while it was stored`);
  const { number, head, epoch } = workspace;
  const fresh = rows.filter((row) => row.sequence > head && row.epoch >= epoch);
  const last = fresh.at(-1);
  if (last === undefined) return;
  await insertRows(run, number, fresh);
  const bytes = fresh.reduce((sum, row) => sum + Buffer.byteLength(row.body), 0);
  await run('UPDATE log_workspace SET head = $2, epoch = $3, events = events + $4, bytes = bytes + $5 WHERE number = $1', [
    number,
    last.sequence,
    last.epoch,
    fresh.length,
    bytes,
  ]);
}

async function insertRows(run: RunStatement, workspace: number, rows: readonly ArchivedRow[]): Promise<void> {
  const bodies = rows.map(({ body }) => JSON.parse(body) as StoredBody);
  await run(
    `INSERT INTO log_event (workspace, sequence, epoch, recorded_at, type, source, id, subject, revision, correlation_id, digest, has_data, is_erased, body)
     SELECT $1, * FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::text[],
       $11::text[], $12::boolean[], $13::boolean[], $14::text[])`,
    [
      workspace,
      rows.map((row) => row.sequence),
      rows.map((row) => row.epoch),
      rows.map((row) => row.recordedAt),
      rows.map((row) => row.type),
      rows.map((row) => row.source),
      rows.map((row) => row.id),
      rows.map((row) => row.subject),
      rows.map((row) => row.revision),
      rows.map((row) => row.correlationId),
      rows.map((row) => digestKey(row)),
      bodies.map(({ data }) => data !== undefined && data !== null),
      bodies.map(({ erasedAt }) => erasedAt !== undefined),
      rows.map((row) => row.body),
    ],
  );
}

/** Takes away the branch that the log has lost, from `sequence` on. */
async function cutFrom(run: RunStatement, { number }: LockedWorkspace, sequence: number): Promise<void> {
  await run(
    `WITH gone AS (DELETE FROM log_event WHERE workspace = $1 AND sequence >= $2 RETURNING octet_length(body) AS size)
     UPDATE log_workspace SET head = $2 - 1, floor = least(floor, $2 - 1), events = events - (SELECT count(*) FROM gone),
       bytes = bytes - (SELECT coalesce(sum(size), 0) FROM gone) WHERE number = $1`,
    [number, sequence],
  );
  await run('UPDATE log_compaction SET through = least(through, $2 - 1) WHERE workspace = $1', [number, sequence]);
  await run('DELETE FROM log_tombstone WHERE workspace = $1 AND sequence >= $2', [number, sequence]);
}
