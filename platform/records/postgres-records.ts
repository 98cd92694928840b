import type { Clock } from '../clock/clock.ts';
import { ConfigError } from '../config/settings.ts';
import type { Durability } from '../event-log/event-log.ts';
import { createPostgresLeaseStore } from '../lease/postgres-lease.ts';
import type { Logger } from '../logging/logger.ts';
import { toMigrationSteps } from './migration-plan.ts';
import { openPostgresConnection, toRun, toUnreachable, type PoolOptions, type PostgresConnection, type RunStatement } from './postgres-connection.ts';
import { readPostgresDurability } from './postgres-durability.ts';
import { isTransient, isUnavailable, toPostgresError } from './postgres-errors.ts';
import { createPostgresOutbox, toSettledChannel } from './postgres-outbox.ts';
import { migratePostgres } from './postgres-schema.ts';
import { createPostgresSession, type PostgresSession } from './postgres-session.ts';
import { applyUnit, GuardFailed, toCommitChannel } from './postgres-unit.ts';
import { createQueryCompiler } from './query-compiler.ts';
import type { CommandRecord, Migration, Tables } from './records.ts';
import type { RecordsStore } from './records-store.ts';
import { toUnitRequest, type UnitRequest } from './unit-request.ts';

const MAX_ATTEMPTS = 5;

/** Where the records are and what their schema has to be. */
export interface PostgresRecordsOptions {
  /** `postgresql://…`; its password appears in no message. */
  readonly url: string;
  /** Made when absent; one a subgraph, shared by all its copies. */
  readonly schema: string;
  readonly migrations: readonly Migration[];
  readonly clock: Clock;
  readonly logger: Logger;
  /** One more connection is kept for locks, signals, leases and the relay. */
  readonly pool?: PoolOptions;
}

/**
 * Opens the records of one schema and runs the migrations that it has not had. Any number of processes may share it.
 * Throws a ConfigError of one line when the server cannot be used or the schema's migrations are not a prefix of `migrations`.
 */
export async function createPostgresRecords<DB extends Tables>(options: PostgresRecordsOptions): Promise<RecordsStore<DB>> {
  const { url, schema, migrations, clock, logger } = options;
  const connection = await openPostgresConnection(options);
  try {
    const durability = await withPatientClient(connection, async (run) => {
      await migratePostgres(run, { schema, steps: toMigrationSteps(migrations, 'postgres'), clock, logger });
      return readPostgresDurability(run);
    });
    const channels = [toCommitChannel(schema), toSettledChannel(schema)];
    const session = await createPostgresSession(await connection.openSession(), { connection, channels, clock, logger });
    return assembleRecords<DB>({ connection, session, schema, clock, durability });
  } catch (error) {
    await connection.close();
    throw isUnavailable(error) || isServersRefusal(error) ? toUnreachable(url, error) : error;
  }
}

/** For migrations, which may take long, as may the wait for another process's. */
async function withPatientClient<T>(connection: PostgresConnection, work: (run: RunStatement) => Promise<T>): Promise<T> {
  const client = await connection.openSession({ patient: true });
  try {
    return await work(toRun(client));
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A ConfigError and a failed migration speak for themselves; what else the server refuses at the start is its configuration's fault. */
function isServersRefusal(error: unknown): boolean {
  return !(error instanceof ConfigError) && typeof error === 'object' && error !== null && 'severity' in error;
}

function assembleRecords<DB extends Tables>(parts: {
  connection: PostgresConnection;
  session: PostgresSession;
  schema: string;
  clock: Clock;
  durability: Durability;
}): RecordsStore<DB> {
  const { connection, session, schema, clock } = parts;
  const compiler = createQueryCompiler<DB>('postgres');
  let { durability } = parts;
  let closing: Promise<void> | undefined;

  /** Serialization failures and deadlocks leave nothing behind, so the unit is simply run again. */
  async function commitWithRetries(unit: UnitRequest): Promise<'committed' | 'repeated'> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await connection.transaction((run) => applyUnit(run, schema, unit));
      } catch (error) {
        if (!isTransient(error) || attempt === MAX_ATTEMPTS) throw error;
      }
    }
  }

  async function close(): Promise<void> {
    await session.close();
    await connection.close();
  }

  return {
    outbox: createPostgresOutbox({ session, schema, clock }),
    leaseStore: createPostgresLeaseStore(session),
    async read<Row>(scope: Parameters<typeof compiler.toRead>[0], build: Parameters<typeof compiler.toRead>[1]) {
      const { sql, parameters } = compiler.toRead(scope, build);
      return (await connection.run<Row & Record<string, unknown>>(sql, parameters)).rows;
    },
    prepareRead<Row>(...query: Parameters<typeof compiler.toPreparedRead>) {
      const toStatement = compiler.toPreparedRead(...query);
      return async (...call: Parameters<typeof toStatement>) => {
        const { sql, parameters } = toStatement(...call);
        return (await connection.run<Row & Record<string, unknown>>(sql, parameters)).rows;
      };
    },
    async readEverywhere<Row>(build: Parameters<typeof compiler.toReadEverywhere>[0]) {
      const { sql, parameters } = compiler.toReadEverywhere(build);
      return (await connection.run<Row & Record<string, unknown>>(sql, parameters)).rows;
    },
    async commit(scope, unit) {
      const request = toUnitRequest(unit, { scope, compiler, nowMs: clock.now() });
      try {
        return { kind: await commitWithRetries(request), commandId: unit.commandId, durability };
      } catch (error) {
        if (error instanceof GuardFailed) return { kind: 'conflict', guard: error.guard };
        throw toPostgresError(error);
      }
    },
    async command(scope, commandId) {
      const { rows } = await connection.run<CommandRecord & Record<string, unknown>>(
        'SELECT id AS "commandId", committed_at AS "committedAt", position, event_count AS "eventCount" FROM aw_command WHERE workspace = $1 AND id = $2',
        [scope.workspace, commandId],
      );
      return rows[0];
    },
    async status() {
      try {
        durability = await readPostgresDurability(connection.run);
        return { engine: 'postgresql', reachable: true, durability };
      } catch {
        return { engine: 'postgresql', reachable: false, durability };
      }
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}
