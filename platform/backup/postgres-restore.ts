import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Clock } from '../clock/clock.ts';
import { ConfigError } from '../config/settings.ts';
import type { Logger } from '../logging/logger.ts';
import { openPostgresConnection, toRun, toUnreachable, type RunStatement } from '../records/postgres-connection.ts';
import { bringToArchive } from './log-rest.ts';
import type { CatalogTable } from './postgres-catalog.ts';
import { POSTGRES_CATALOG, rowsFile } from './postgres-records.ts';

const PAGE = 500;

/**
 * Makes the records, and the archive of a log beside them, of the backup in `folder`, in one transaction: all of it or nothing. Throws a
 * ConfigError of one line when the server cannot be used, or when its database holds schemas of ours, which are never overwritten.
 */
export async function restorePostgres(folder: string, options: { url: string; clock: Clock; logger: Logger }): Promise<void> {
  const { url } = options;
  if (!existsSync(join(folder, POSTGRES_CATALOG))) throw new ConfigError([`${folder} holds no records of PostgreSQL`]);
  const tables = JSON.parse(readFileSync(join(folder, POSTGRES_CATALOG), 'utf8')) as readonly CatalogTable[];
  const connection = await openPostgresConnection({ ...options, schema: 'public', pool: { min: 0, max: 1 } });
  try {
    const client = await connection.openSession({ patient: true }).catch((error: unknown) => {
      throw toUnreachable(url, error);
    });
    const run = toRun(client);
    try {
      await run('BEGIN');
      await assertNoRecords(run);
      await run(`SELECT set_config('search_path', '', true)`);
      for (const schema of new Set(tables.map((table) => table.schema))) await run(`CREATE SCHEMA ${schema}`);
      for (const [index, table] of tables.entries()) await makeTable(run, table, join(folder, rowsFile(index)));
      for (const { references } of tables) for (const sql of references) await run(sql);
      await bringToArchive(run, folder);
      await run('COMMIT');
    } finally {
      // Without its COMMIT nothing of it is kept.
      await client.end();
    }
  } finally {
    await connection.close();
  }
}

async function makeTable(run: RunStatement, table: CatalogTable, rows: string): Promise<void> {
  await run(table.create);
  const insert = `INSERT INTO ${table.schema}.${table.name} OVERRIDING SYSTEM VALUE SELECT * FROM unnest($1::${table.schema}.${table.name}[])`;
  let page: string[] = [];
  for await (const line of createInterface({ input: createReadStream(rows), crlfDelay: Infinity })) {
    if (page.push(JSON.parse(line) as string) < PAGE) continue;
    await run(insert, [page]);
    page = [];
  }
  if (page.length > 0) await run(insert, [page]);
  for (const sql of table.indexes) await run(sql);
  for (const { column, last } of table.numbered) {
    await run(`SELECT setval(pg_get_serial_sequence($1, $2), $3)`, [`${table.schema}.${table.name}`, unquote(column), last]);
  }
}

/** `pg_get_serial_sequence` takes the column as it is, and the table as SQL has it. */
function unquote(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}

async function assertNoRecords(run: RunStatement): Promise<void> {
  const { rows } = await run<{ name: string }>(`SELECT nspname AS name FROM pg_namespace WHERE nspname LIKE 'autoweave\\_%' ORDER BY 1 LIMIT 1`);
  const [first] = rows;
  if (first !== undefined) throw new ConfigError([`DATABASE_URL: that database holds the schema ${first.name}; a restore wants one without any of ours`]);
}
