import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../clock/clock.ts';
import type { Closable } from '../lifecycle/lifecycle.ts';
import type { Logger } from '../logging/logger.ts';
import { openPostgresConnection, toRun, toUnreachable, type RunStatement } from '../records/postgres-connection.ts';
import type { BackedUpRecords } from './backed-up-records.ts';
import { readCatalog, type CatalogTable } from './postgres-catalog.ts';

/** Names of the files that hold PostgreSQL's part of a backup: one that says what there is, and one of rows a table. */
export const POSTGRES_CATALOG = 'postgres.json';
/** The rows of a table, each as PostgreSQL writes it, as one JSON string a line. */
export function rowsFile(table: number): string {
  return `postgres-${table}.jsonl`;
}

const PAGE = 1_000;
const LOCK_TIMEOUT_MS = 2_000;
const MAX_TRIES = 20;
const RETRY_MS = 250;
/** https://www.postgresql.org/docs/current/errcodes-appendix.html: lock_not_available */
const LOCK_NOT_AVAILABLE = '55P03';
const OUTBOXES = `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
  WHERE schemaname LIKE 'autoweave\\_%' AND tablename = 'aw_outbox' ORDER BY schemaname`;

/** The records in PostgreSQL, and how far the archive of a log had come that is kept beside them. */
export interface PostgresBackup extends BackedUpRecords, Closable {
  /** Up to which sequence the archive had each workspace in the moment of `begin`. */
  archivedThrough(): Promise<ReadonlyMap<string, number>>;
}

/**
 * Opens the database for a backup. It is read in one transaction that sees it as it was at its begin (REPEATABLE READ), while others go on.
 * Throws a ConfigError of one line when the server cannot be used. Closed by its owner.
 */
export async function openPostgresBackup(options: { url: string; clock: Clock; logger: Logger }): Promise<PostgresBackup> {
  const { url, clock } = options;
  const connection = await openPostgresConnection({ ...options, schema: 'public', pool: { min: 0, max: 1 } });
  async function openSession() {
    try {
      return await connection.openSession({ patient: true });
    } catch (error) {
      await connection.close();
      throw toUnreachable(url, error);
    }
  }
  const [reader, holder] = [await openSession(), await openSession()];
  const [read, held] = [toRun(reader), toRun(holder)];

  /** Nobody can write to an outbox now, and nobody is about to. */
  async function lockOutboxes(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const names = (await held<{ name: string }>(OUTBOXES)).rows.map(({ name }) => name);
      await held('BEGIN');
      try {
        await held(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
        if (names.length > 0) await held(`LOCK TABLE ${names.join(', ')} IN SHARE MODE`);
        return;
      } catch (error) {
        await held('ROLLBACK');
        if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE || attempt === MAX_TRIES) throw error;
      }
      await clock.sleep(RETRY_MS);
    }
  }

  return {
    async hold(work) {
      await lockOutboxes();
      try {
        return await work();
      } finally {
        await held('ROLLBACK');
      }
    },
    async begin() {
      await read('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      // The first read is the moment. Names come with their schemas from here on.
      await read(`SELECT set_config('search_path', '', true)`);
    },
    async archivedThrough() {
      const [found] = (await read<{ name: string | null }>(`SELECT to_regclass('autoweave_log_archive.log_workspace')::text AS name`)).rows;
      if (found === undefined || found.name === null) return new Map();
      const { rows } = await read<{ name: string; head: number }>(`SELECT name, head FROM ${found.name}`);
      return new Map(rows.map(({ name, head }) => [name, head]));
    },
    async copy(folder) {
      const tables = await readCatalog(read);
      for (const [index, table] of tables.entries()) await copyRows(read, table, join(folder, rowsFile(index)));
      const file = openSync(join(folder, POSTGRES_CATALOG), 'wx', 0o600);
      writeFileSync(file, JSON.stringify(tables, undefined, 2));
      closeSync(file);
    },
    async close() {
      await Promise.all([reader.end(), holder.end()]);
      await connection.close();
    },
  };
}

async function copyRows(run: RunStatement, { schema, name }: CatalogTable, path: string): Promise<void> {
  const file = openSync(path, 'wx', 0o600);
  try {
    await run(`DECLARE copied NO SCROLL CURSOR FOR SELECT aw_whole::text AS row FROM ${schema}.${name} AS aw_whole`);
    for (;;) {
      const { rows } = await run<{ row: string }>(`FETCH ${PAGE} FROM copied`);
      if (rows.length === 0) break;
      writeFileSync(file, rows.map(({ row }) => `${JSON.stringify(row)}\n`).join(''));
    }
    await run('CLOSE copied');
  } finally {
    closeSync(file);
  }
}
