import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeWith } from '../../test/support/real-servers.ts';
import { pino } from 'pino';
import { postgresAvailable, startPostgres, type PostgresServer } from '../../test/support/postgres.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { systemClock } from '../clock/clock.ts';
import { createPostgresRecords } from './postgres-records.ts';
import { describeRecords } from './records.contract.ts';
import { allBooks, ANNA, SHELF_MIGRATIONS, toAddBook, toEvent, toRename, toUnit, type ShelfTables } from './testing/shelf.ts';

const logger = pino({ level: 'silent' });
// Many commits at once wait for few connections: longer than any machine takes.
const PATIENT_MS = 280_000;
const pool = { min: 1, max: 5, timeoutMs: PATIENT_MS };
const describeHere = describeWith(postgresAvailable());

function toSchema(): string {
  return `test_${randomUUID().replaceAll('-', '')}`;
}

describeHere('with a PostgreSQL server', () => {
  let server: PostgresServer;

  beforeAll(async () => {
    server = await startPostgres();
  });

  afterAll(async () => {
    await server.stop();
  });

  const open = (schema: string, clock = systemClock) =>
    createPostgresRecords<ShelfTables>({ url: server.url, schema, migrations: SHELF_MIGRATIONS, clock, logger, pool });

  describeRecords('PostgreSQL', async () => {
    const schema = toSchema();
    return {
      open: ({ migrations, clock }) => createPostgresRecords<ShelfTables>({ url: server.url, schema, migrations, clock, logger, pool }),
      remove: () => Promise.resolve(),
    };
  });

  it('runs each migration once when many processes start together', async () => {
    const schema = toSchema();
    const stores = await Promise.all(Array.from({ length: 4 }, () => open(schema)));
    await stores[0]!.commit(ANNA, toUnit([toAddBook({ id: 'b1' })]));
    expect(await stores[3]!.read(ANNA, allBooks)).toHaveLength(1);
    await Promise.all(stores.map((store) => store.close()));
  });

  it('keeps schemas apart', async () => {
    const [one, two] = await Promise.all([open(toSchema()), open(toSchema())]);
    await one.commit(ANNA, toUnit([toAddBook({ id: 'b1' })], [toEvent('e1')]));
    expect(await two.read(ANNA, allBooks)).toEqual([]);
    expect(await two.outbox.pending(10)).toEqual([]);
    await Promise.all([one.close(), two.close()]);
  });

  it('never shows a row of the outbox below one that was shown before, however many commit at once', async () => {
    const schema = toSchema();
    const [one, two] = await Promise.all([open(schema), open(schema)]);
    let done = false;
    const commits = Promise.all(
      Array.from({ length: 200 }, (_, n) => (n % 2 === 0 ? one : two).commit(ANNA, toUnit([toAddBook({ id: `b${n}` })], [toEvent(`e${n}`)]))),
    ).finally(() => (done = true));
    commits.catch(() => undefined);
    const shown: number[] = [];
    while (!done) {
      const orders = (await one.outbox.pending(1_000)).map(({ commitOrder }) => commitOrder);
      expect(orders.slice(0, shown.length)).toEqual(shown);
      shown.splice(0, shown.length, ...orders);
    }
    await commits;
    expect(await one.outbox.pending(1_000)).toHaveLength(200);
    await Promise.all([one.close(), two.close()]);
  });

  it('keeps the events of one record in the order of its changes when processes change it in turn', async () => {
    const schema = toSchema();
    const stores = await Promise.all([open(schema), open(schema)]);
    await stores[0]!.commit(ANNA, toUnit([toAddBook({ id: 'b1' })]));
    let version = 1;
    async function renameUntil(store: (typeof stores)[number], last: number): Promise<void> {
      while (version < last) {
        const tried = version;
        const outcome = await store.commit(ANNA, toUnit([toRename('b1', `title ${tried}`, tried)], [toEvent(`e${tried}`)]));
        if (outcome.kind === 'committed') version = Math.max(version, tried + 1);
      }
    }
    await Promise.all(stores.map((store) => renameUntil(store, 40)));
    const ids = (await stores[0]!.outbox.pending(100)).map(({ event }) => event.id);
    expect(ids.slice(0, 39)).toEqual(Array.from({ length: 39 }, (_, n) => `e${n + 1}`));
    await Promise.all(stores.map((store) => store.close()));
  });

  it('gives the relay of one process the turn, and that of the next when it is gone', async () => {
    const schema = toSchema();
    const [one, two] = await Promise.all([open(schema), open(schema)]);
    expect(await one.outbox.takeTurn()).toBe(true);
    expect(await one.outbox.takeTurn()).toBe(true);
    expect(await two.outbox.takeTurn()).toBe(false);
    await one.close();
    await waitUntil(() => two.outbox.takeTurn());
    await two.close();
  });

  it('tells another process of a commit', async () => {
    const schema = toSchema();
    const [one, two] = await Promise.all([open(schema), open(schema)]);
    let commits = 0;
    two.outbox.onCommit(() => (commits += 1));
    await one.commit(ANNA, toUnit([], [toEvent('e1')]));
    await waitUntil(() => commits === 1);
    await Promise.all([one.close(), two.close()]);
  });

  it('loses nothing that it acknowledged when the server is killed, says STORE_UNAVAILABLE meanwhile, and comes back by itself', async () => {
    const records = await open(toSchema());
    await records.commit(ANNA, toUnit([toAddBook({ id: 'b1' })], [toEvent('e1')]));
    await server.kill9();
    await expect(records.read(ANNA, allBooks)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await expect(records.commit(ANNA, toUnit([toAddBook({ id: 'b2' })]))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await expect(records.outbox.takeTurn()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(await records.status()).toMatchObject({ reachable: false });
    await server.restart();
    expect(await records.read(ANNA, allBooks)).toHaveLength(1);
    expect(await records.outbox.pending(10)).toHaveLength(1);
    await waitUntil(() => records.outbox.takeTurn());
    await records.close();
  });

  it('says DEADLINE_EXCEEDED of a statement and STORE_UNAVAILABLE of a connection that take longer than the limit', async () => {
    const tight = { min: 1, max: 1, timeoutMs: 3_000 };
    const options = { url: server.url, schema: toSchema(), migrations: SHELF_MIGRATIONS, clock: systemClock, logger };
    const records = await createPostgresRecords<ShelfTables>({ ...options, pool: tight });
    await records.commit(ANNA, toUnit([toAddBook({ id: 'b1' })]));
    const slow = () => records.read(ANNA, (db) => db.selectFrom('book').select((eb) => eb.fn('pg_sleep', [eb.val(60)]).as('slept')));
    await expect(slow()).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    const outcomes = await Promise.allSettled([slow(), slow(), slow()]);
    expect(outcomes.map((outcome) => (outcome.status === 'rejected' ? (outcome.reason as { code: string }).code : 'fulfilled'))).toContain('STORE_UNAVAILABLE');
    expect(await records.read(ANNA, allBooks)).toHaveLength(1);
    await records.close();
  });

  it('waits for a connection while the server has none to give', async () => {
    const small = await startPostgres({ settings: { max_connections: '10', superuser_reserved_connections: '0' } });
    const options = { url: small.url, migrations: SHELF_MIGRATIONS, clock: systemClock, logger, pool: { min: 0, max: 8, timeoutMs: PATIENT_MS } };
    const stores = await Promise.all(['one', 'two'].map((schema) => createPostgresRecords<ShelfTables>({ ...options, schema })));
    const commits = stores.flatMap((store) => Array.from({ length: 60 }, (_, n) => store.commit(ANNA, toUnit([toAddBook({ id: `b${n}` })]))));
    const outcomes = await Promise.all(commits);
    expect(outcomes.every(({ kind }) => kind === 'committed')).toBe(true);
    await Promise.all(stores.map((store) => store.close()));
    await small.stop();
  });

  it('states what the server promises: no fsync, no claim of it', async () => {
    const { hostname, port } = new URL(server.url);
    const lax = `postgresql://postgres@${hostname}:${port}/postgres?options=-c%20synchronous_commit%3Doff`;
    const records = await createPostgresRecords<ShelfTables>({ url: lax, schema: toSchema(), migrations: SHELF_MIGRATIONS, clock: systemClock, logger, pool });
    expect(await records.commit(ANNA, toUnit([toAddBook({ id: 'b1' })]))).toMatchObject({ durability: { level: 'written', replicas: 0 } });
    await records.close();
  });

  it('refuses a database that does not exist in one line without the password', async () => {
    const { hostname, port } = new URL(server.url);
    const url = `postgresql://postgres:s3cret@${hostname}:${port}/nowhere`;
    const opening = createPostgresRecords<ShelfTables>({ url, schema: toSchema(), migrations: [], clock: systemClock, logger });
    await expect(opening).rejects.toMatchObject({
      name: 'ConfigError',
      message: `PostgreSQL at ${hostname}:${port}/nowhere cannot be used: database "nowhere" does not exist`,
    });
  });
});

describe('without a PostgreSQL server', () => {
  it('refuses to start in one line that names the server and not the password', async () => {
    const opening = createPostgresRecords<ShelfTables>({
      url: 'postgresql://me:s3cret@127.0.0.1:1/db',
      schema: 'shelf',
      migrations: [],
      clock: systemClock,
      logger,
    });
    await expect(opening).rejects.toMatchObject({ name: 'ConfigError', message: 'PostgreSQL at 127.0.0.1:1/db cannot be used: ECONNREFUSED' });
  });

  it('refuses a URL that cannot be read without repeating it', async () => {
    const opening = createPostgresRecords<ShelfTables>({ url: 'postgresql://me:s3cret@:x', schema: 'shelf', migrations: [], clock: systemClock, logger });
    await expect(opening).rejects.toMatchObject({ name: 'ConfigError', message: expect.not.stringContaining('s3cret') });
  });
});
