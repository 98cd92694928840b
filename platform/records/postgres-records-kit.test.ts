import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWith } from '../../test/support/real-servers.ts';
import pg from 'pg';
import { pino } from 'pino';
import { postgresAvailable, startPostgres, type PostgresServer } from '../../test/support/postgres.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { systemClock } from '../clock/clock.ts';
import { openPostgresRecordsKit } from './open-postgres-records-kit.ts';
import { describeRecordsCrash } from './records-crash.contract.ts';
import { describeRecordsKit } from './records-kit.contract.ts';
import { createMemoryLog } from './testing/memory-log.ts';
import { ANNA, SHELF_MIGRATIONS, toAddBook, toEvent, toUnit, type ShelfTables } from './testing/shelf.ts';

const common = {
  migrations: SHELF_MIGRATIONS,
  clock: systemClock,
  logger: pino({ level: 'silent' }),
  instanceId: 'test',
  pool: { min: 1, max: 5, timeoutMs: 280_000 },
  // Longer than the slowest disk takes: what is shown is the answer, not how soon it comes.
  settleTimeoutMs: 60_000,
};
const describeHere = describeWith(postgresAvailable());

describeHere('with a PostgreSQL server', () => {
  let server: PostgresServer;
  let places = 0;

  beforeAll(async () => {
    server = await startPostgres();
  });

  afterAll(async () => {
    await server.stop();
  });

  describeRecordsKit('PostgreSQL', async () => {
    const schema = `kit_${places++}`;
    return {
      open: (log, options) => openPostgresRecordsKit<ShelfTables>({ ...common, ...options, log, url: server.url, schema }),
      remove: () => Promise.resolve(),
    };
  });

  describeRecordsCrash('PostgreSQL', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kit-'));
    const store = { url: server.url, schema: `kit_${places++}` };
    return { logFile: join(folder, 'log.db'), store, remove: () => rm(folder, { recursive: true, force: true }) };
  });

  it('answers the position to the process that did not relay it, and relays each event once among several', async () => {
    const log = createMemoryLog();
    const open = () => openPostgresRecordsKit<ShelfTables>({ ...common, log, url: server.url, schema: 'several' });
    const kits = await Promise.all([open(), open(), open()]);
    const outcomes = await Promise.all(
      Array.from({ length: 90 }, (_, n) => kits[n % 3]!.commands.run(ANNA, toUnit([toAddBook({ id: `b${n}` })], [toEvent(`e${n}`)]))),
    );
    for (const outcome of outcomes) expect(outcome).toMatchObject({ kind: 'committed', receipt: { position: expect.any(String) } });
    expect(new Set(log.events('anna').map(({ id }) => id)).size).toBe(90);
    expect(log.events('anna')).toHaveLength(90);
    await Promise.all(kits.map((kit) => kit.close()));
  });

  it('relays while commands fill every connection of the pool', async () => {
    const log = createMemoryLog();
    const kit = await openPostgresRecordsKit<ShelfTables>({
      ...common,
      log,
      url: server.url,
      schema: 'crowded',
      pool: { min: 1, max: 1, timeoutMs: 280_000 },
    });
    const commands = Array.from({ length: 200 }, (_, n) => kit.commands.run(ANNA, toUnit([toAddBook({ id: `b${n}` })], [toEvent(`e${n}`)])));
    await Promise.race(commands);
    expect(log.events('anna').length).toBeLessThan(200);
    await Promise.all(commands);
    await kit.close();
  });

  it('goes on relaying when the process that relayed is gone', async () => {
    const log = createMemoryLog();
    const open = () => openPostgresRecordsKit<ShelfTables>({ ...common, log, url: server.url, schema: 'successor' });
    const first = await open();
    await first.commands.run(ANNA, toUnit([], [toEvent('e1')]));
    const second = await open();
    await first.close();
    await second.records.commit(ANNA, toUnit([], [toEvent('e2')], 'c2'));
    await waitUntil(async () => (await second.records.command(ANNA, 'c2'))?.position);
    expect(log.events('anna').map(({ id }) => id)).toEqual(['e1', 'e2']);
    await second.close();
  });

  it('relays what was committed before the server was killed, each event once, when it is back', async () => {
    const log = createMemoryLog();
    const kit = await openPostgresRecordsKit<ShelfTables>({ ...common, log, url: server.url, schema: 'killed' });
    log.failure = { error: new Error('away'), afterAppending: true };
    for (const id of ['e1', 'e2', 'e3']) await kit.records.commit(ANNA, toUnit([], [toEvent(id)], id));
    await server.kill9();
    log.failure = undefined;
    await server.restart();
    await waitUntil(async () => (await kit.records.command(ANNA, 'e3'))?.position);
    await waitUntil(async () => (await kit.commands.run(ANNA, toUnit([], [toEvent('e4')], 'e4'))).kind === 'committed');
    expect(log.events('anna').map(({ id }) => id)).toEqual(['e1', 'e2', 'e3', 'e4']);
    await kit.close();
  });

  it('appends each event once and in commit order although connections are cut and answers are lost', async () => {
    const log = createMemoryLog();
    const open = () => openPostgresRecordsKit<ShelfTables>({ ...common, log, url: server.url, schema: 'chaos' });
    const kits = await Promise.all([open(), open(), open()]);
    const admin = new pg.Client({ connectionString: server.url });
    await admin.connect();

    /** As a client does: the same command again until it is answered. */
    async function commitSurely(n: number): Promise<void> {
      await waitUntil(async () => (await kits[n % 3]!.records.commit(ANNA, toUnit([toAddBook({ id: `b${n}` })], [toEvent(`e${n}`)], `c${n}`))).kind);
    }
    for (let round = 0; round < 12; round += 1) {
      log.failure = round % 3 === 0 ? undefined : { error: new Error('away'), afterAppending: round % 3 === 1 };
      const commits = Array.from({ length: 12 }, (_, n) => commitSurely(round * 12 + n));
      await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'autoweave' AND random() < 0.7");
      await Promise.all(commits);
    }
    log.failure = undefined;
    await waitUntil(async () => (await kits[0]!.records.outbox.pending(1)).length === 0);
    const { rows } = await admin.query<{ id: string }>("SELECT event::json ->> 'id' AS id FROM chaos.aw_outbox ORDER BY commit_order");
    expect(rows).toHaveLength(144);
    expect(log.events('anna').map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    await admin.end();
    await Promise.all(kits.map((kit) => kit.close()));
  });
});
