import type { Clock } from '../clock/clock.ts';
import { POSTGRES_LEASE_TABLE } from '../lease/postgres-lease.ts';
import type { Logger } from '../logging/logger.ts';
import { planMigrations, type AppliedMigration, type MigrationStep } from './migration-plan.ts';
import type { RunStatement } from './postgres-connection.ts';
import { toLockKey } from './postgres-lock-key.ts';

const MIGRATION_TABLE =
  'CREATE TABLE IF NOT EXISTS aw_migration (name text PRIMARY KEY, hash text NOT NULL, ordinal bigint NOT NULL UNIQUE, applied_at bigint NOT NULL)';

const TABLES = [
  `CREATE TABLE IF NOT EXISTS aw_command (
    workspace text NOT NULL, id text NOT NULL, committed_at bigint NOT NULL, event_count bigint NOT NULL, position text,
    PRIMARY KEY (workspace, id))`,
  `CREATE TABLE IF NOT EXISTS aw_outbox (
    commit_order bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, workspace text NOT NULL, principal text NOT NULL, command_id text NOT NULL,
    is_last boolean NOT NULL, event text NOT NULL, position text, refusal text, relayed_at bigint)`,
  'CREATE INDEX IF NOT EXISTS aw_outbox_pending ON aw_outbox (commit_order) WHERE relayed_at IS NULL',
  'CREATE INDEX IF NOT EXISTS aw_outbox_relayed ON aw_outbox (relayed_at) WHERE relayed_at IS NOT NULL AND refusal IS NULL',
  POSTGRES_LEASE_TABLE,
];

/**
 * Makes the schema and the store's own tables, and runs the migrations that it has not had, each in a transaction of
 * its own. Processes that start together take turns. `run` must stay on one connection.
 */
export async function migratePostgres(
  run: RunStatement,
  options: { schema: string; steps: readonly MigrationStep[]; clock: Clock; logger: Logger; /** Default: those of records. */ tables?: readonly string[] },
): Promise<void> {
  const { schema, steps, clock, logger, tables = TABLES } = options;
  const key = toLockKey(schema, 'migrations');
  await run('SELECT pg_advisory_lock($1)', [key]);
  try {
    await run(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
    for (const table of [MIGRATION_TABLE, ...tables]) await run(table);
    const { rows: applied } = await run<AppliedMigration & Record<string, unknown>>('SELECT name, hash FROM aw_migration ORDER BY ordinal');
    const pending = planMigrations(`schema ${schema}`, steps, applied);
    for (const [index, step] of pending.entries()) {
      await runStep(run, { schema, step, ordinal: applied.length + index, nowMs: clock.now() });
    }
    if (pending.length > 0) logger.info({ schema, migrations: pending.map(({ name }) => name) }, 'migrations have run');
  } finally {
    await run('SELECT pg_advisory_unlock($1)', [key]);
  }
}

async function runStep(
  run: RunStatement,
  { schema, step, ordinal, nowMs }: { schema: string; step: MigrationStep; ordinal: number; nowMs: number },
): Promise<void> {
  await run('BEGIN');
  try {
    for (const statement of step.statements) await run(statement);
    await run('INSERT INTO aw_migration (name, hash, ordinal, applied_at) VALUES ($1, $2, $3, $4)', [step.name, step.hash, ordinal, nowMs]);
    await run('COMMIT');
  } catch (error) {
    await run('ROLLBACK');
    throw new Error(`schema ${schema}: the migration ${step.name} failed: ${(error as Error).message}`, { cause: error });
  }
}
