import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { postgresAvailable, startPostgres, type PostgresServer } from '../../test/support/postgres.ts';
import { describeWith } from '../../test/support/real-servers.ts';
import { createTemporaryFolder } from '../../test/support/temporary-folder.ts';
import { systemClock } from '../clock/clock.ts';
import { openPostgresBackup } from './postgres-records.ts';
import { restorePostgres } from './postgres-restore.ts';

const MADE = `
  CREATE SCHEMA autoweave_one; CREATE SCHEMA "autoweave_Two"; CREATE SCHEMA other;
  CREATE TABLE autoweave_one.thing (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text COLLATE "C" NOT NULL UNIQUE, size double precision DEFAULT 1.5 CHECK (size > 0),
    data jsonb, bytes bytea, tags text[], at timestamptz, "Odd ""Name" text);
  CREATE INDEX thing_size ON autoweave_one.thing (size DESC) WHERE size > 2;
  CREATE TABLE "autoweave_Two"."Part" (thing bigint NOT NULL REFERENCES autoweave_one.thing ON DELETE CASCADE, place integer, PRIMARY KEY (thing, place));
  CREATE TABLE autoweave_one.aw_outbox (id bigint PRIMARY KEY);
  CREATE TABLE other.left_out (id bigint)`;
const FILLED = `INSERT INTO autoweave_one.thing (name, size, data, bytes, tags, at, "Odd ""Name")
  SELECT 'n' || i, i / 3.0, jsonb_build_object('quote', '"\\,()' || i), decode(lpad(to_hex(i), 8, '0'), 'hex'), ARRAY['a,b', NULL, '{"x"}', ''],
    timestamptz '2026-01-01 00:00:00.123456+02' + i * interval '1 second', CASE i % 3 WHEN 0 THEN NULL WHEN 1 THEN '' ELSE E'line\\nünïcödé \\\\ "' END
  FROM generate_series(1, 2500) AS i;
  INSERT INTO "autoweave_Two"."Part" SELECT number, p FROM autoweave_one.thing, generate_series(1, 2) AS p WHERE number % 2 = 0`;
const ALL = 'SELECT t::text AS row FROM autoweave_one.thing AS t ORDER BY number';

describeWith(postgresAvailable())('a backup of PostgreSQL', () => {
  const logger = pino({ level: 'silent' });
  const folder = createTemporaryFolder();
  let server: PostgresServer;
  const urlOf = (database: string) => server.url.replace(/\/postgres$/, `/${database}`);
  async function run<Row extends pg.QueryResultRow>(database: string, sql: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: urlOf(database) });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }
  async function backUp(): Promise<void> {
    const backup = await openPostgresBackup({ url: urlOf('source'), clock: systemClock, logger });
    try {
      await backup.hold(() => backup.begin());
      await run('source', `UPDATE autoweave_one.thing SET name = 'changed' WHERE number = 1`);
      await backup.copy(folder.path);
    } finally {
      await backup.close();
    }
  }

  beforeAll(async () => {
    server = await startPostgres();
    for (const name of ['source', 'target']) await run('postgres', `CREATE DATABASE ${name}`);
    await run('source', MADE);
    await run('source', FILLED);
  });
  afterAll(async () => {
    await server.stop();
    folder.remove();
  });

  it('brings tables, rows, keys and numbers back as they were when it began, whatever is changed meanwhile', async () => {
    const before = await run('source', ALL);
    await backUp();
    expect((await run('source', ALL))[0]).not.toEqual(before[0]);
    await restorePostgres(folder.path, { url: urlOf('target'), clock: systemClock, logger });
    expect(await run('target', ALL)).toEqual(before);
    const counts = 'SELECT count(*)::int AS n FROM "autoweave_Two"."Part"';
    expect(await run('target', counts)).toEqual(await run('source', counts));
    const made = `SELECT indexdef AS made FROM pg_indexes WHERE schemaname LIKE 'autoweave%'
      UNION ALL SELECT pg_get_constraintdef(c.oid) FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace WHERE n.nspname LIKE 'autoweave%'
      UNION ALL SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default, is_identity, collation_name)
        FROM information_schema.columns WHERE table_schema LIKE 'autoweave%' ORDER BY 1`;
    expect(await run('target', made)).toEqual(await run('source', made));
    expect(await run('target', `INSERT INTO autoweave_one.thing (name) VALUES ('next') RETURNING number, size`)).toEqual([{ number: '2501', size: 1.5 }]);
    expect(await run('target', `SELECT to_regclass('other.left_out') AS found`)).toEqual([{ found: null }]);
  });

  it('is not restored where records are, and says what of a schema it would leave out', async () => {
    await expect(restorePostgres(folder.path, { url: urlOf('target'), clock: systemClock, logger })).rejects.toThrow('holds the schema autoweave_');
    await run('source', 'CREATE VIEW autoweave_one.seen AS SELECT 1');
    const backup = await openPostgresBackup({ url: urlOf('source'), clock: systemClock, logger });
    await backup.begin();
    await expect(backup.copy(folder.path)).rejects.toThrow('autoweave_one.seen, which a backup would leave out');
    await backup.close();
  });

  it('waits for units of work that are being committed, and holds those that come', async () => {
    const writer = new pg.Client({ connectionString: urlOf('source') });
    await writer.connect();
    await writer.query('BEGIN');
    await writer.query('INSERT INTO autoweave_one.aw_outbox VALUES (1)');
    const backup = await openPostgresBackup({ url: urlOf('source'), clock: systemClock, logger });
    const seen = backup.hold(async () => {
      const late = run('source', 'INSERT INTO autoweave_one.aw_outbox VALUES (2)');
      const early = await run<{ id: string }>('source', 'SELECT id FROM autoweave_one.aw_outbox');
      return { late, early };
    });
    await writer.query('COMMIT');
    await writer.end();
    const { late, early } = await seen;
    expect(early).toEqual([{ id: '1' }]);
    await late;
    await backup.close();
  });
});
