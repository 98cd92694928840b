import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { postgresAvailable, startPostgres, type PostgresServer } from '../../test/support/postgres.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { systemClock } from '../clock/clock.ts';
import { openPostgresRecordsKit } from './open-postgres-records-kit.ts';
import { describeRecordsKit } from './records-kit.contract.ts';
import { createMemoryLog } from './testing/memory-log.ts';
import { ANNA, SHELF_MIGRATIONS, toAddBook, toEvent, toUnit, type ShelfTables } from './testing/shelf.ts';

const common = { migrations: SHELF_MIGRATIONS, clock: systemClock, logger: pino({ level: 'silent' }), instanceId: 'test', pool: { min: 1, max: 5 } };
const describeHere = postgresAvailable() || process.env['CI'] !== undefined ? describe : describe.skip;

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
});
