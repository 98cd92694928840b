import type { DatabaseSync } from 'node:sqlite';
import { createSqliteLeaseHandler } from '../lease/sqlite-lease.ts';
import { createPreparedStatements } from '../sqlite/prepared-statements.ts';
import type { WriteHandler } from '../sqlite/write-handler.ts';
import type { MigrationStep } from './migration-plan.ts';
import type { SettledRow } from './settled-row.ts';
import { isUniqueViolation } from './sqlite-errors.ts';
import { GUARD_FAILED, type SqliteWriteRequest } from './sqlite-write-request.ts';
import type { UnitChange, UnitRequest } from './unit-request.ts';

const CLEAN_BATCH = 2_000;

// One writer applies units in their order, so the outbox's AUTOINCREMENT is the commit order.
const TABLES = `
CREATE TABLE IF NOT EXISTS aw_migration (name TEXT PRIMARY KEY, hash TEXT NOT NULL, ordinal INTEGER NOT NULL, applied_at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS aw_command (
  workspace TEXT NOT NULL, id TEXT NOT NULL, committed_at INTEGER NOT NULL, event_count INTEGER NOT NULL, position TEXT,
  PRIMARY KEY (workspace, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS aw_outbox (
  commit_order INTEGER PRIMARY KEY AUTOINCREMENT, workspace TEXT NOT NULL, principal TEXT NOT NULL, command_id TEXT NOT NULL,
  is_last INTEGER NOT NULL, event TEXT NOT NULL, position TEXT, refusal TEXT, relayed_at INTEGER
);
CREATE INDEX IF NOT EXISTS aw_outbox_pending ON aw_outbox (commit_order) WHERE relayed_at IS NULL;
CREATE INDEX IF NOT EXISTS aw_outbox_relayed ON aw_outbox (relayed_at) WHERE relayed_at IS NOT NULL AND refusal IS NULL;`;

/** Runs in the writer thread of a records file: units of work, the outbox's book-keeping, leases, migrations. */
export function createWriteHandler(db: DatabaseSync): WriteHandler<SqliteWriteRequest, unknown> {
  db.exec(TABLES);
  const applyLease = createSqliteLeaseHandler(db);
  const insertCommand = db.prepare('INSERT INTO aw_command (workspace, id, committed_at, event_count) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING');
  const findFence = db.prepare('SELECT 1 FROM aw_lease WHERE workspace = ? AND name = ? AND fencing_token = ? AND holder IS NOT NULL AND expires_at > ?');
  const insertEvent = db.prepare('INSERT INTO aw_outbox (workspace, principal, command_id, is_last, event) VALUES (?, ?, ?, ?, ?)');
  const settleRow = db.prepare('UPDATE aw_outbox SET position = ?, refusal = ?, relayed_at = ? WHERE commit_order = ? AND relayed_at IS NULL');
  const settleCommand = db.prepare('UPDATE aw_command SET position = ? WHERE workspace = ? AND id = ? AND position IS NULL');
  const clean = db.prepare(`DELETE FROM aw_outbox WHERE commit_order IN
    (SELECT commit_order FROM aw_outbox WHERE relayed_at IS NOT NULL AND refusal IS NULL AND relayed_at < ? LIMIT ${CLEAN_BATCH})`);
  const prepare = createPreparedStatements(db);

  function migrate(step: MigrationStep, nowMs: number): void {
    for (const statement of step.statements) db.exec(statement);
    db.prepare('INSERT INTO aw_migration (name, hash, ordinal, applied_at) VALUES (?, ?, (SELECT COUNT(*) FROM aw_migration), ?)').run(
      step.name,
      step.hash,
      nowMs,
    );
  }

  function commit(unit: UnitRequest): 'committed' | 'repeated' {
    if (unit.isRemembered && insertCommand.run(unit.workspace, unit.commandId, unit.nowMs, unit.events.length).changes === 0) return 'repeated';
    const { fence } = unit;
    if (fence !== undefined && findFence.get(unit.workspace, fence.name, fence.fencingToken, unit.nowMs) === undefined)
      throw toGuardFailed(`lease ${fence.name}`);
    for (const change of unit.changes) applyChange(change);
    for (const [index, event] of unit.events.entries()) {
      insertEvent.run(unit.workspace, unit.principal, unit.commandId, index === unit.events.length - 1 ? 1 : 0, event);
    }
    return 'committed';
  }

  function applyChange({ statement: { sql, parameters, isSelect }, expect }: UnitChange): void {
    const statement = prepare(sql);
    let rows: number;
    try {
      rows = isSelect ? statement.all(...parameters).length : Number(statement.run(...parameters).changes);
    } catch (error) {
      if (expect !== undefined && isUniqueViolation(error)) throw toGuardFailed(expect.guard);
      throw error;
    }
    if (expect !== undefined && rows !== expect.rows) throw toGuardFailed(expect.guard);
  }

  function settle(results: readonly SettledRow[], nowMs: number): void {
    for (const { commitOrder, workspace, commandId, isLast, position, refusal } of results) {
      settleRow.run(position, refusal, nowMs, commitOrder);
      if (isLast && position !== null) settleCommand.run(position, workspace, commandId);
    }
  }

  return {
    apply(request) {
      switch (request.kind) {
        case 'commit':
          return commit(request.unit);
        case 'settle':
          return settle(request.results, request.nowMs);
        case 'clean':
          return Number(clean.run(request.relayedBefore).changes);
        case 'lease':
          return applyLease(request.request);
        case 'migrate':
          return migrate(request.step, request.nowMs);
      }
    },
  };
}

function toGuardFailed(guard: string): Error {
  return Object.assign(new Error(guard), { name: GUARD_FAILED });
}
