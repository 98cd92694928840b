import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { postgresAvailable, startPostgres, type PostgresServer } from '../../../test/support/postgres.ts';
import { describeWith } from '../../../test/support/real-servers.ts';
import { waitUntil } from '../../../test/support/wait-until.ts';
import { systemClock } from '../../clock/clock.ts';
import { readEventFilter } from '../event-filter.ts';
import { eventArchiveContract, toRows } from './event-archive.contract.ts';
import { createPostgresEventArchive } from './postgres-event-archive.ts';

const logger = pino({ level: 'silent' });

describeWith(postgresAvailable())('with a PostgreSQL server', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.stop());
  const open = (schema: string) => createPostgresEventArchive({ url: server.url, schema, clock: systemClock, logger });

  eventArchiveContract('PostgreSQL', () => open('archive_contract'));

  it('takes the same rows from several processes at once, each once', async () => {
    const archives = await Promise.all([open('archive_shared'), open('archive_shared'), open('archive_shared')]);
    const rows = toRows(3_000);
    await Promise.all(
      archives.map(async (archive) => {
        for (let at = 0; at < rows.length; at += 100) await archive.store('shared', rows.slice(at, at + 100));
      }),
    );
    const range = { workspace: 'shared', low: 0, high: 3_000, forks: [] };
    const { events } = await archives[0]!.read(range, readEventFilter(), { limit: 10_000, direction: 'forward' });
    expect(events.map(({ sequence }) => sequence)).toEqual(rows.map(({ sequence }) => sequence));
    expect(await archives[1]!.state('shared')).toMatchObject({ events: 3_000, through: 3_000 });
    await Promise.all(archives.map((archive) => archive.close()));
  });

  it('says LOG_UNAVAILABLE while the server is away, and goes on when it is back', async () => {
    const archive = await open('archive_away');
    const before = await archive.store('w', toRows(5));
    await server.kill9();
    await expect(archive.state('w')).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
    await expect(archive.store('w', toRows(6))).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
    await server.restart();
    await waitUntil(() =>
      archive.state('w').then(
        () => true,
        () => false,
      ),
    );
    expect(await archive.state('w')).toEqual(before);
    expect(await archive.store('w', toRows(6))).toMatchObject({ events: 6 });
    await archive.close();
  });

  it('is refused in one line, without its password, when the server cannot be used', async () => {
    const url = server.url.replace('postgres@', 'postgres:secret@').replace(/\/postgres$/, '/absent');
    const error: unknown = await createPostgresEventArchive({ url, schema: 's', clock: systemClock, logger }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'ConfigError', problems: [expect.stringContaining('/absent cannot be used')] });
    expect(JSON.stringify(error) + String(error)).not.toContain('secret');
  });
});
