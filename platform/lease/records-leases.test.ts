import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeWith } from '../../test/support/real-servers.ts';
import { pino } from 'pino';
import { postgresAvailable, startPostgres, type PostgresServer } from '../../test/support/postgres.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { systemClock } from '../clock/clock.ts';
import { createManualClock } from '../clock/manual-clock.ts';
import { createPostgresRecords } from '../records/postgres-records.ts';
import { createSqliteRecords } from '../records/sqlite-records.ts';
import { describeLeases } from './lease.contract.ts';
import { createLeases } from './records-leases.ts';

describeLeases('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'leases-'));
  const clock = createManualClock();
  const records = await createSqliteRecords({ file: join(folder, 'leases.db'), migrations: [], clock });
  const leases = createLeases(records.leaseStore);
  return {
    leases,
    otherLeases: leases,
    ttlMs: 60_000,
    pass: () => Promise.resolve(clock.advance(60_000)),
    async remove() {
      await records.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
});

describe('leases on SQLite', () => {
  it('are free once the file is opened again, for its one owner is gone, and the next token is greater', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'leases-'));
    const options = { file: join(folder, 'leases.db'), migrations: [], clock: createManualClock() };
    const scope = { workspace: 'anna', principal: 'anna' };
    const before = await createSqliteRecords(options);
    const token = await createLeases(before.leaseStore).acquire(scope, 'sweep', { holder: 'one', ttlMs: 60_000 });
    await before.close();
    const after = await createSqliteRecords(options);
    const leases = createLeases(after.leaseStore);
    expect(await leases.renew(scope, token!, 60_000)).toBe(false);
    expect(await leases.acquire(scope, 'sweep', { holder: 'two', ttlMs: 60_000 })).toEqual({ name: 'sweep', fencingToken: 2 });
    await after.close();
    await rm(folder, { recursive: true, force: true });
  });
});

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

  describeLeases('PostgreSQL', async () => {
    const schema = `leases_${places++}`;
    const options = {
      url: server.url,
      schema,
      migrations: [],
      clock: systemClock,
      logger: pino({ level: 'silent' }),
      pool: { min: 1, max: 4, timeoutMs: 280_000 },
    };
    const [records, other] = await Promise.all([createPostgresRecords(options), createPostgresRecords(options)]);
    const leases = createLeases(records.leaseStore);
    // The database's own clock judges, so the test waits until it has seen a lease of the same length expire.
    const ttlMs = 1_000;
    return {
      leases,
      otherLeases: createLeases(other.leaseStore),
      ttlMs,
      async pass() {
        const scope = { workspace: 'probe', principal: 'probe' };
        const token = await leases.acquire(scope, 'probe', { holder: 'probe', ttlMs });
        await waitUntil(
          async () => (await createLeases(other.leaseStore).acquire(scope, 'probe', { holder: 'next', ttlMs })) !== undefined && token !== undefined,
        );
      },
      async remove() {
        await Promise.all([records.close(), other.close()]);
      },
    };
  });
});
