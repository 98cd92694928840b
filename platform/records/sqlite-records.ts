import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../clock/clock.ts';
import { CodedError } from '../errors/coded-error.ts';
import type { Durability } from '../event-log/event-log.ts';
import type { Logger } from '../logging/logger.ts';
import { lockFile } from '../sqlite/file-lock.ts';
import { siblingModule } from '../sqlite/sibling-module.ts';
import { openSqliteReader, type SqliteReader } from '../sqlite/sqlite-reader.ts';
import { openSqliteWriter, SqliteWriteError, type SqliteWriter } from '../sqlite/sqlite-writer.ts';
import { planMigrations, toMigrationSteps, type AppliedMigration } from './migration-plan.ts';
import { createQueryCompiler, type Statement } from './query-compiler.ts';
import type { CommandRecord, Migration, Tables } from './records.ts';
import type { RecordsStore } from './records-store.ts';
import { toReadError, toWriteError } from './sqlite-errors.ts';
import { createSqliteLeaseStore } from './sqlite-lease-store.ts';
import { createSqliteOutbox } from './sqlite-outbox.ts';
import { GUARD_FAILED, type SqliteWriteRequest } from './sqlite-write-request.ts';
import { toUnitRequest } from './unit-request.ts';

const COMMAND = `SELECT id AS commandId, committed_at AS committedAt, position, event_count AS eventCount
  FROM aw_command WHERE workspace = ? AND id = ?`;

/**
 * Opens the records of one file, creating it when absent, and runs the migrations that it has not had.
 * The file has one owner, this process: a second one gets a FileOwnedError that names the first.
 * Throws a ConfigError when the file's migrations are not a prefix of `migrations`.
 */
export async function createSqliteRecords<DB extends Tables>(options: {
  file: string;
  migrations: readonly Migration[];
  clock: Clock;
  logger?: Logger;
  /** Named to whoever finds the file in use. */
  owner?: string;
  /** Default FULL: an answer comes after the fsync. Anything less is reported as `written`. */
  synchronous?: 'FULL' | 'NORMAL' | 'OFF';
}): Promise<RecordsStore<DB>> {
  const { file, clock, synchronous = 'FULL' } = options;
  mkdirSync(dirname(file), { recursive: true });
  const lock = lockFile(file, options.owner ?? 'autoweave');
  let writer: SqliteWriter<SqliteWriteRequest, unknown> | undefined;
  let reader: SqliteReader | undefined;
  try {
    writer = await openSqliteWriter<SqliteWriteRequest, unknown>({ file, handler: siblingModule(import.meta.url, 'sqlite-write-handler'), synchronous });
    reader = openSqliteReader(file);
    const applied = reader.all<AppliedMigration>('SELECT name, hash FROM aw_migration ORDER BY ordinal');
    const pending = planMigrations(file, toMigrationSteps(options.migrations, 'sqlite'), applied);
    for (const step of pending) {
      await writer.write({ kind: 'migrate', step, nowMs: clock.now() }).catch((error: unknown) => {
        throw new Error(`${file}: the migration ${step.name} failed: ${(error as Error).message}`, { cause: error });
      });
    }
    if (pending.length > 0) options.logger?.info({ file, migrations: pending.map(({ name }) => name) }, 'migrations have run');
    const durability: Durability = { level: synchronous === 'FULL' ? 'fsynced' : 'written', replicas: 0 };
    return assembleRecords<DB>({ clock, durability, writer, reader, logger: options.logger, release: () => lock.close() });
  } catch (error) {
    reader?.close();
    await writer?.close();
    await lock.close();
    throw error;
  }
}

function assembleRecords<DB extends Tables>(parts: {
  clock: Clock;
  durability: Durability;
  writer: SqliteWriter<SqliteWriteRequest, unknown>;
  reader: SqliteReader;
  logger: Logger | undefined;
  release: () => void | Promise<void>;
}): RecordsStore<DB> {
  const { clock, durability, writer, reader } = parts;
  const compiler = createQueryCompiler<DB>('sqlite');
  const { outbox, announceCommit } = createSqliteOutbox({ clock, writer, reader });
  let closing: Promise<void> | undefined;

  async function close(): Promise<void> {
    await writer.close();
    reader.close();
    await parts.release();
  }

  return {
    outbox,
    leaseStore: createSqliteLeaseStore({ clock, writer }),
    // Reads run at once, here; async makes their throws rejections.
    read: async <Row>(scope: { workspace: string; principal: string }, build: Parameters<typeof compiler.toRead>[1]) =>
      runRead<Row>(reader, compiler.toRead(scope, build)),
    prepareRead<Row>(...query: Parameters<typeof compiler.toPreparedRead>) {
      const toStatement = compiler.toPreparedRead(...query);
      return async (...call: Parameters<typeof toStatement>) => runRead<Row>(reader, toStatement(...call));
    },
    readEverywhere: async <Row>(build: Parameters<typeof compiler.toRead>[1]) => runRead<Row>(reader, compiler.toReadEverywhere(build)),
    async commit(scope, unit) {
      const { commandId } = unit;
      const request = toUnitRequest(unit, { scope, compiler, nowMs: clock.now() });
      try {
        const kind = (await writer.write({ kind: 'commit', unit: request })) as 'committed' | 'repeated';
        if (kind === 'committed' && unit.events.length > 0) announceCommit();
        return { kind, commandId, durability };
      } catch (error) {
        if (error instanceof SqliteWriteError && error.causeName === GUARD_FAILED) return { kind: 'conflict', guard: error.message };
        const refusal = toWriteError(error);
        if (refusal instanceof CodedError && refusal.code === 'STORE_UNAVAILABLE') parts.logger?.error({ err: error }, 'the records cannot be written');
        throw refusal;
      }
    },
    command: async (scope, commandId) => runRead<CommandRecord>(reader, { sql: COMMAND, parameters: [scope.workspace, commandId] })[0],
    status: () => Promise.resolve({ engine: 'sqlite', reachable: closing === undefined && writer.isAlive, durability }),
    close() {
      closing ??= close();
      return closing;
    },
  };
}

function runRead<Row>(reader: SqliteReader, { sql, parameters }: Pick<Statement, 'sql' | 'parameters'>): readonly Row[] {
  try {
    return reader.all<Row>(sql, ...parameters);
  } catch (error) {
    throw toReadError(error);
  }
}
