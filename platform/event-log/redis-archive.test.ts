import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { postgresAvailable, startPostgres, type PostgresServer } from '../../test/support/postgres.ts';
import { describeWith } from '../../test/support/real-servers.ts';
import { redisAvailable, startRedis, type RedisServer } from '../../test/support/redis.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { systemClock } from '../clock/clock.ts';
import type { EventArchive } from './archive/event-archive.ts';
import { createPostgresEventArchive } from './archive/postgres-event-archive.ts';
import { createSqliteEventArchive } from './archive/sqlite-event-archive.ts';
import { appendAll, draft, drafts, idsOf, takeTail } from './contract-events.contract.ts';
import { eventLogContract } from './event-log.contract.ts';
import type { EventLog } from './event-log.ts';
import { KEEP_ALL } from './log-keeping.ts';
import { createRedisEventLog } from './redis-event-log.ts';

const logger = pino({ level: 'silent' });
const scope = { workspace: 'default', principal: 'tester' };
const LONG = { timeoutMs: 60_000 };

function openLog(server: RedisServer, archive: EventArchive): Promise<EventLog> {
  return createRedisEventLog({ url: server.url, clock: systemClock, logger, hotEvents: 10, archive });
}

async function readAll(log: EventLog): Promise<number[]> {
  const sequences: number[] = [];
  for (let after: string | undefined; ;) {
    const page = await log.read(scope, { ...(after === undefined ? {} : { after }), limit: 10_000, direction: 'forward' });
    sequences.push(...page.events.map((event) => event.sequence));
    after = page.events.at(-1)?.position;
    if (!page.hasMore) return sequences;
  }
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** What becomes of a log whose Redis has lost its data, or a part of it, beside an archive that has not. */
function recoveryPromises(name: string, openArchive: (folder: string) => Promise<EventArchive>): void {
  let server: RedisServer;
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).toReversed()) await stop();
  });
  async function start(): Promise<() => Promise<EventLog>> {
    server = await startRedis({ appendOnly: 'always' });
    stops.push(() => server.stop());
    return async () => {
      const log = await openLog(server, await openArchive(server.dir));
      stops.push(() => log.close());
      return log;
    };
  }
  async function comeBack(log: EventLog, change: (folder: string) => Promise<void>): Promise<void> {
    await server.kill9();
    await change(join(server.dir, 'appendonlydir'));
    await server.restart();
    await waitUntil(async () => (await log.status()).reachable, LONG);
  }

  it(`goes on where the archive in ${name} ends when Redis comes back empty, and says what is lost`, async () => {
    const open = await start();
    const log = await open();
    const { events } = await appendAll(
      log,
      scope,
      drafts(30, (index) => ({ subject: `s${index % 3}` })),
    );
    await log.keeping.keep(scope);
    await log.keeping.setPolicy(scope, { ...KEEP_ALL, quota: { maxEvents: 500 } });
    await comeBack(log, (folder) => rm(folder, { recursive: true }));
    expect(await readAll(log)).toEqual(upTo(20));
    expect(await log.locate(scope, events[9]!.position)).toEqual({ kind: 'available' });
    expect(await log.locate(scope, events[25]!.position)).toEqual({ kind: 'gap', availableFrom: events[19]!.position });
    const names: string[] = [];
    const ending = new AbortController();
    for await (const workspace of log.workspaces(ending.signal)) {
      names.push(workspace);
      ending.abort();
    }
    expect(names).toEqual(['default']);
    expect((await log.keeping.policy(scope)).quota).toEqual({ maxEvents: 500 });
    const known = await appendAll(log, scope, [draft('e3', { subject: 's2' })]);
    expect(known.events).toMatchObject([{ sequence: 3, revision: 1, duplicate: true, position: events[2]!.position }]);
    expect((await log.append(scope, [draft('e3', { data: 'other' })])).kind).toBe('id-conflict');
    // 20 events went round three subjects: the stream of the second had 7 of them.
    const again = await log.append(scope, [draft('e26', { subject: 's1' })], { expectedRevision: { subject: 's1', revision: 7 } });
    expect(again).toMatchObject({ kind: 'appended', events: [{ sequence: 21, revision: 8, duplicate: false }] });
    if (again.kind === 'appended') expect(again.events[0]?.position).not.toBe(events[20]!.position);
    const other = await open();
    expect(await readAll(other)).toEqual(upTo(21));
    const items = await takeTail(other, scope, { from: { after: events[27]!.position } }, (soFar) => idsOf(soFar).length === 1);
    expect(items).toMatchObject([
      { kind: 'gap', availableFrom: events[19]!.position },
      { kind: 'event', event: { id: 'e26' } },
    ]);
    await other.keeping.keep(scope);
    expect(await other.keeping.facts(scope)).toMatchObject({ events: 21 });
  });

  it(`begins an epoch at the end of the archive in ${name} when Redis comes back with less than that`, async () => {
    const open = await start();
    const log = await open();
    const early = (await appendAll(log, scope, drafts(5))).events;
    const folder = join(server.dir, 'appendonlydir');
    await cp(folder, `${folder}-kept`, { recursive: true });
    const late = (
      await appendAll(
        log,
        scope,
        drafts(40, (index) => ({ id: `late-${index}` })),
      )
    ).events;
    await log.keeping.keep(scope);
    await comeBack(log, async () => {
      await rm(folder, { recursive: true });
      await cp(`${folder}-kept`, folder, { recursive: true });
    });
    expect(await readAll(log)).toEqual(upTo(35));
    for (const { position } of [...early, ...late.slice(0, 30)]) expect(await log.locate(scope, position)).toEqual({ kind: 'available' });
    expect((await log.locate(scope, late[31]!.position)).kind).toBe('gap');
    expect((await appendAll(log, scope, [draft('late-3'), draft('late-39')])).events).toMatchObject([
      { sequence: 9, duplicate: true },
      { sequence: 36, duplicate: false },
    ]);
    expect(await readAll(await open())).toEqual(upTo(36));
  });
}

describeWith(redisAvailable())('the log on Redis with its archive in SQLite', () => {
  recoveryPromises('SQLite', (folder) => Promise.resolve(createSqliteEventArchive({ file: join(folder, 'archive.sqlite') })));

  it('loses and doubles nothing when the process that moves events to the archive is killed, again and again', async () => {
    const server = await startRedis({ appendOnly: 'always' });
    const archive = join(server.dir, 'archive.sqlite');
    const log = await openLog(server, createSqliteEventArchive({ file: archive }));
    const count = 8_000;
    for (let at = 0; at < count; at += 4_000)
      await appendAll(
        log,
        scope,
        drafts(4_000, (index) => ({ id: `e${at + index + 1}` })),
      );
    const expected = upTo(count);
    const keeper = fileURLToPath(new URL('../../test/support/keep-until-killed.ts', import.meta.url));
    let archived = 0;
    while (archived < count - 10) {
      const child = spawn(process.execPath, [keeper, server.url, archive], { stdio: 'ignore' });
      const gone = once(child, 'exit');
      const before = archived;
      await waitUntil(async () => (archived = (await log.keeping.facts(scope)).archivedEvents) > before);
      child.kill('SIGKILL');
      await gone;
      expect(await readAll(log)).toEqual(expected);
    }
    await log.close();
    await server.stop();
  });
});

describeWith(redisAvailable() && postgresAvailable())('the log on Redis with its archive in PostgreSQL', () => {
  let redis: RedisServer;
  let postgres: PostgresServer;
  let schemas = 0;
  const open = (schema: string) => createPostgresEventArchive({ url: postgres.url, schema, clock: systemClock, logger });
  beforeAll(async () => {
    [redis, postgres] = await Promise.all([startRedis({ appendOnly: 'always' }), startPostgres()]);
  });
  afterAll(async () => {
    await postgres?.stop();
    await redis?.stop();
  });

  eventLogContract('Redis and PostgreSQL', () =>
    Promise.resolve({
      async create(clock) {
        const schema = `archive_${(schemas += 1)}`;
        return createRedisEventLog({ url: redis.url, clock, logger, keyPrefix: `${schema}:`, archive: await open(schema), hotEvents: 10 });
      },
      close: () => Promise.resolve(),
    }),
  );

  const schemaOf = new Map<string, string>();
  recoveryPromises('PostgreSQL', (folder) => {
    const schema = schemaOf.get(folder) ?? `lost_${(schemas += 1)}`;
    schemaOf.set(folder, schema);
    return open(schema);
  });
});
