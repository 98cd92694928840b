import { POSTGRES_FENCE } from '../lease/postgres-lease.ts';
import type { RunStatement } from './postgres-connection.ts';
import { isUniqueViolation } from './postgres-errors.ts';
import { toLockKey } from './postgres-lock-key.ts';
import type { UnitChange, UnitRequest } from './unit-request.ts';

/** Undoes the transaction of a unit whose guard failed. */
export class GuardFailed extends Error {
  readonly guard: string;
  constructor(guard: string) {
    super(guard);
    this.guard = guard;
  }
}

/** Tells the relays of all processes that a schema's outbox has grown. */
export function toCommitChannel(schema: string): string {
  return `aw_commit_${schema}`.slice(0, 63);
}

/**
 * The statements of one unit, for the caller's transaction. Throws GuardFailed.
 *
 * Commit order: an identity column alone is not in commit order, for a transaction may take a number early and commit
 * late, behind a relay that has passed it. So the numbers are taken last, under an advisory lock that PostgreSQL frees
 * only after the commit is visible: whoever takes the next number commits later. (The other way, reading only below the
 * xmin horizon, needs no lock but orders concurrent units by their start: of two that change one record in turn, the
 * later change could come first.) Units without events never touch the lock.
 */
export async function applyUnit(run: RunStatement, schema: string, unit: UnitRequest): Promise<'committed' | 'repeated'> {
  const { workspace, principal, commandId, events, fence } = unit;
  if (unit.isRemembered && !(await rememberCommand(run, unit))) return 'repeated';
  if (fence !== undefined && (await run(POSTGRES_FENCE, [workspace, fence.name, fence.fencingToken])).count === 0) throw new GuardFailed(`lease ${fence.name}`);
  for (const change of unit.changes) await applyChange(run, change);
  if (events.length === 0) return 'committed';
  await run('SELECT pg_advisory_xact_lock($1), pg_notify($2, $3)', [toLockKey(schema, 'commit order'), toCommitChannel(schema), '']);
  await run(
    `INSERT INTO aw_outbox (workspace, principal, command_id, is_last, event)
     SELECT $1, $2, $3, e.ordinal = $4, e.event FROM unnest($5::text[]) WITH ORDINALITY AS e (event, ordinal) ORDER BY e.ordinal`,
    [workspace, principal, commandId, events.length, events],
  );
  return 'committed';
}

/** False when the command was carried out before. Waits for a concurrent unit of the same command to end. */
async function rememberCommand(run: RunStatement, { workspace, commandId, nowMs, events }: UnitRequest): Promise<boolean> {
  const sql = 'INSERT INTO aw_command (workspace, id, committed_at, event_count) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING';
  return (await run(sql, [workspace, commandId, nowMs, events.length])).count === 1;
}

async function applyChange(run: RunStatement, { statement, expect }: UnitChange): Promise<void> {
  let count: number;
  try {
    ({ count } = await run(statement.sql, statement.parameters));
  } catch (error) {
    if (expect !== undefined && isUniqueViolation(error)) throw new GuardFailed(expect.guard);
    throw error;
  }
  if (expect !== undefined && count !== expect.rows) throw new GuardFailed(expect.guard);
}
