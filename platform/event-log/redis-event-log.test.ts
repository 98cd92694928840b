import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { describeWith } from '../../test/support/real-servers.ts';
import { Redis } from 'ioredis';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { redisAvailable, startRedis, type RedisServer, type RedisServerOptions } from '../../test/support/redis.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { systemClock } from '../clock/clock.ts';
import { createSqliteEventArchive } from './archive/sqlite-event-archive.ts';
import { appendAll, draft, drafts, idsOf, takeTail } from './contract-events.contract.ts';
import { eventLogContract } from './event-log.contract.ts';
import type { EventLog, TailItem } from './event-log.ts';
import { createRedisEventLog } from './redis-event-log.ts';

const describeWithRedis = describeWith(redisAvailable());

function openLog(url: string, more: { keyPrefix?: string; warnings?: string[] } = {}): Promise<EventLog> {
  const logger = pino({ level: 'warn' }, { write: (line: string) => void more.warnings?.push(line) });
  return createRedisEventLog({ url, clock: systemClock, logger, ...(more.keyPrefix === undefined ? {} : { keyPrefix: more.keyPrefix }) });
}

describeWithRedis('on a Redis server', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis({ appendOnly: 'always' });
  });
  afterAll(() => server.stop());
  let logs = 0;
  eventLogContract('Redis', () =>
    Promise.resolve({
      create: (clock) =>
        createRedisEventLog({
          url: server.url,
          clock,
          logger: pino({ level: 'silent' }),
          keyPrefix: `log-${(logs += 1)}:`,
          archive: createSqliteEventArchive({ file: join(server.dir, `archive-${logs}.sqlite`) }),
          hotEvents: 10,
        }),
      close: () => Promise.resolve(),
    }),
  );

  it('shares one order among processes, and wakes the readers of the others', async () => {
    const scope = { workspace: 'shared', principal: 'tester' };
    const [one, other] = [await openLog(server.url), await openLog(server.url)];
    const reading = takeTail(other, scope, { from: 'beginning' }, (items) => idsOf(items).length === 400);
    await Promise.all(Array.from({ length: 400 }, (_, index) => appendAll(index % 2 === 0 ? one : other, scope, [draft(`${index}`)])));
    const sequences = (await reading).flatMap((item) => (item.kind === 'event' ? [item.event.sequence] : []));
    expect(sequences).toEqual(Array.from({ length: 400 }, (_, index) => index + 1));
    await Promise.all([one.close(), other.close()]);
  });

  it('hands on what a signal brings as it is read, be it small, large or many', async () => {
    const scope = { workspace: 'told', principal: 'tester' };
    const [one, other] = [await openLog(server.url), await openLog(server.url)];
    const ending = new AbortController();
    const items: TailItem[] = [];
    const reading = (async () => {
      for await (const item of other.tail(scope, { from: 'head', signal: ending.signal })) items.push(item);
    })();
    await waitUntil(() => items.at(-1)?.kind === 'progress');
    const odd = 'a/b \\ "quoted" \u0000\u007f\u2028 ünïcödé \u{1F600} \ud800';
    await appendAll(one, scope, [
      draft('small', { data: { odd, [odd]: [1.5, null, true] }, subject: 'thing/1', correlationId: 'c', time: '2026-01-01T00:00:00Z' }),
    ]);
    await appendAll(one, scope, [draft('large', { data: 'ü'.repeat(50_000) })]);
    await appendAll(one, scope, drafts(300));
    await appendAll(other, scope, [
      draft('small', { data: { odd, [odd]: [1.5, null, true] }, subject: 'thing/1', time: '2026-01-01T00:00:00Z' }),
      draft('own'),
    ]);
    await waitUntil(() => idsOf(items).at(-1) === 'own');
    const read = await one.read(scope, { limit: 500, direction: 'forward' });
    expect(items.flatMap((item) => (item.kind === 'event' ? [item.event] : []))).toEqual(read.events);
    ending.abort();
    await reading;
    await Promise.all([one.close(), other.close()]);
  });

  it('appends for a user who may neither publish nor listen, and follows by looking', async () => {
    const admin = new Redis(server.url);
    await admin.call('ACL', 'SETUSER', 'mute', 'on', '>secret', '~*', '+@all', 'resetchannels');
    const log = await openLog(server.url.replace('redis://', 'redis://mute:secret@'));
    const scope = { workspace: 'mute', principal: 'tester' };
    await appendAll(log, scope, drafts(2));
    expect((await log.read(scope, { limit: 9, direction: 'forward' })).events.map(({ id }) => id)).toEqual(['e1', 'e2']);
    const items = await takeTail(log, scope, { from: 'beginning' }, (soFar) => {
      if (soFar.at(-1)?.kind === 'progress') void log.append(scope, [draft('live')]);
      return idsOf(soFar).includes('live');
    });
    expect(idsOf(items)).toEqual(['e1', 'e2', 'live']);
    await log.close();
    admin.disconnect();
  });

  it('keeps every key of a workspace in one slot', async () => {
    const log = await openLog(server.url, { keyPrefix: 'slots:' });
    await appendAll(log, { workspace: 'w', principal: 'tester' }, [draft('1', { subject: 'a' })]);
    const redis = new Redis(server.url);
    const keys = (await redis.keys('slots:*')).filter((key) => key !== 'slots:workspaces');
    expect(keys.toSorted()).toEqual(['events', 'keys', 'meta', 'revisions'].map((part) => `slots:{w}:${part}`));
    expect(new Set(await Promise.all(keys.map((key) => redis.call('CLUSTER', 'KEYSLOT', key).catch(() => 'no cluster')))).size).toBe(1);
    redis.disconnect();
    await log.close();
  });
});

describeWithRedis('a Redis server of its own', () => {
  const scope = { workspace: 'default', principal: 'tester' };
  const stops: (() => Promise<void>)[] = [];
  async function start(options: RedisServerOptions): Promise<RedisServer> {
    const server = await startRedis(options);
    stops.push(() => server.stop());
    return server;
  }
  async function open(server: RedisServer, warnings: string[] = []): Promise<EventLog> {
    const log = await openLog(server.url, { warnings });
    stops.unshift(() => log.close());
    return log;
  }
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });

  it.each([
    [{ appendOnly: 'always' }, 'fsynced', []],
    [{ appendOnly: 'everysec' }, 'written', [expect.stringContaining('set appendfsync always')]],
    [{ appendOnly: 'no' }, 'written', [expect.stringContaining('keeps no append-only file')]],
    [{ appendOnly: 'always', arguments: ['--no-appendfsync-on-rewrite', 'yes'] }, 'written', [expect.stringContaining('no-appendfsync-on-rewrite')]],
  ] as const)('set up as %j calls an event %s, and warns of what that means', async (options, level, warned) => {
    const warnings: string[] = [];
    const log = await open(await start(options), warnings);
    expect((await appendAll(log, scope, [draft('1')])).durability).toEqual({ level, replicas: 0 });
    expect(await log.status()).toEqual({ engine: 'redis', reachable: true, durability: { level, replicas: 0 } });
    expect(warnings).toEqual(warned);
  });

  it('claims less as soon as it notices that the server was told to promise less', async () => {
    const server = await start({ appendOnly: 'always' });
    const log = await open(server);
    const redis = new Redis(server.url);
    await redis.config('SET', 'appendfsync', 'everysec');
    await waitUntil(async () => (await log.status()).durability.level === 'written');
    expect((await appendAll(log, scope, [draft('1')])).durability.level).toBe('written');
    redis.disconnect();
  });

  it('is refused in one line when it would evict the log', async () => {
    const server = await start({ appendOnly: 'always', arguments: ['--maxmemory-policy', 'allkeys-lru'] });
    await expect(openLog(server.url)).rejects.toMatchObject({
      name: 'ConfigError',
      problems: [expect.stringMatching(/^REDIS_URL: .*allkeys-lru.*noeviction/)],
    });
  });

  it('is refused in one line when it cannot be reached, or wants another password, and the password is not told', async () => {
    const guarded = await start({ appendOnly: 'no', arguments: ['--requirepass', 'right'] });
    const absent = await start({ appendOnly: 'no' });
    await absent.kill9();
    for (const server of [guarded, absent]) {
      const error: unknown = await openLog(server.url.replace('redis://', 'redis://:secret@')).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: 'ConfigError', problems: [expect.stringContaining(`127.0.0.1:${server.port}: `)] });
      expect(JSON.stringify(error) + String(error)).not.toContain('secret');
    }
    await (await openLog(guarded.url.replace('redis://', 'redis://:right@'))).close();
  });

  it('is refused when it is a replica', async () => {
    const master = await start({ appendOnly: 'no' });
    const replica = await start({ appendOnly: 'no', arguments: ['--replicaof', '127.0.0.1', String(master.port)] });
    await expect(openLog(replica.url)).rejects.toThrow('is a replica');
  });

  it('says LOG_FULL when its memory is used up, and still reads', async () => {
    const log = await open(await start({ appendOnly: 'no', arguments: ['--maxmemory', '8mb'] }));
    await appendAll(log, scope, [draft('first')]);
    const fill = async () => {
      for (let index = 0; index < 100; index += 1) await appendAll(log, scope, [draft(`${index}`, { data: 'x'.repeat(200_000) })]);
    };
    await expect(fill()).rejects.toMatchObject({ code: 'LOG_FULL' });
    expect((await log.read(scope, { limit: 1, direction: 'forward' })).events[0]?.id).toBe('first');
  });

  it('has every acknowledged event after kill -9, and its readers go on without a loss', async () => {
    const server = await start({ appendOnly: 'always' });
    const log = await open(server);
    const reader = await open(server);
    const ending = new AbortController();
    const items: TailItem[] = [];
    const reading = (async () => {
      for await (const item of reader.tail(scope, { from: 'beginning', signal: ending.signal })) items.push(item);
    })();
    const acknowledged: string[] = [];
    let isDown = false;
    async function appendUntilDown(writer: number): Promise<void> {
      for (let index = 0; !isDown; index += 1) {
        const id = `${writer}-${acknowledged.length}-${index}`;
        try {
          await appendAll(log, scope, [draft(id)]);
          acknowledged.push(id);
        } catch (error) {
          expect(error).toMatchObject({ code: 'LOG_UNAVAILABLE' });
          return;
        }
      }
    }
    for (let round = 1; round <= 3; round += 1) {
      isDown = false;
      const before = acknowledged.length;
      const writers = Array.from({ length: 20 }, (_, writer) => appendUntilDown(100 * round + writer));
      await waitUntil(() => acknowledged.length >= before + 500);
      await server.kill9();
      isDown = true;
      await Promise.all(writers);
      await waitUntil(() => items.at(-1)?.kind === 'state');
      await expect(log.append(scope, [draft('while down')])).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
      expect((await log.status()).reachable).toBe(false);
      await server.restart();
      await waitUntil(async () => (await log.status()).reachable);
      await waitUntil(() => items.filter((item) => item.kind === 'state' && item.state === 'live').length === round);
    }
    const last = await appendAll(log, scope, [draft('last')]);
    await waitUntil(() => idsOf(items).at(-1) === 'last');
    ending.abort();
    await reading;
    expect(items.flatMap((item) => (item.kind === 'event' ? [item.event.sequence] : []))).toEqual(
      Array.from({ length: last.events[0]?.sequence ?? 0 }, (_, index) => index + 1),
    );
    const seen = new Set(idsOf(items));
    expect(acknowledged.filter((id) => !seen.has(id))).toEqual([]);
    expect(items.flatMap((item) => (item.kind === 'state' ? [item.state] : item.kind === 'gap' ? ['gap'] : []))).toEqual(
      Array.from({ length: 3 }, () => ['degraded', 'live']).flat(),
    );
  });

  it('begins an epoch when its head went backwards: cursors before the fork stay valid, later ones get a gap', async () => {
    const server = await start({ appendOnly: 'always' });
    const log = await open(server);
    const early = (await appendAll(log, scope, drafts(5))).events;
    const folder = join(server.dir, 'appendonlydir');
    await cp(folder, `${folder}-kept`, { recursive: true });
    const late = (await appendAll(log, scope, [draft('lost-1'), draft('lost-2')])).events;
    const ending = new AbortController();
    const items: TailItem[] = [];
    const reading = (async () => {
      for await (const item of log.tail(scope, { from: 'beginning', signal: ending.signal })) items.push(item);
    })();
    await waitUntil(() => items.at(-1)?.kind === 'progress');

    await server.kill9();
    await rm(folder, { recursive: true });
    await cp(`${folder}-kept`, folder, { recursive: true });
    await server.restart();
    // Another process appends past the old head before the first has looked again.
    const stranger = await open(server);
    await appendAll(
      stranger,
      scope,
      drafts(4, (index) => ({ id: `new-${index}` })),
    );
    await waitUntil(async () => (await log.status()).reachable);

    const fork = early[4]!.position;
    expect(await log.locate(scope, late[1]!.position)).toEqual({ kind: 'gap', availableFrom: fork });
    expect(await stranger.locate(scope, late[0]!.position)).toEqual({ kind: 'gap', availableFrom: fork });
    for (const { position } of early) expect(await stranger.locate(scope, position)).toEqual({ kind: 'available' });
    const { events } = await log.read(scope, { after: late[1]!.position, limit: 9, direction: 'forward' });
    expect(events.map((event) => event.id)).toEqual(['new-0', 'new-1', 'new-2', 'new-3']);
    for (const { position } of events) expect(await log.locate(scope, position)).toEqual({ kind: 'available' });
    expect(new Set([...early, ...late, ...events].map((event) => event.position)).size).toBe(11);

    await waitUntil(() => idsOf(items).includes('new-3'));
    ending.abort();
    await reading;
    expect(items.find((item) => item.kind === 'gap')).toEqual({ kind: 'gap', from: late[1]!.position, availableFrom: fork });
    expect(idsOf(items)).toEqual(['e1', 'e2', 'e3', 'e4', 'e5', 'lost-1', 'lost-2', 'new-0', 'new-1', 'new-2', 'new-3']);
    expect((await appendAll(log, scope, [draft('lost-1')])).events[0]).toMatchObject({ sequence: 10, duplicate: false });
  });

  it('begins an epoch when it comes back empty, and none when it lost nothing', async () => {
    const forgetful = await start({ appendOnly: 'no' });
    const log = await open(forgetful);
    const { events } = await appendAll(log, scope, drafts(3));
    await forgetful.restart();
    await waitUntil(async () => (await log.status()).reachable);
    expect((await log.locate(scope, events[2]!.position)).kind).toBe('gap');
    const again = await appendAll(log, scope, drafts(3));
    expect(again.events.map((event) => [event.sequence, event.duplicate])).toEqual([
      [1, false],
      [2, false],
      [3, false],
    ]);
    expect(again.events[2]?.position).not.toBe(events[2]?.position);

    const faithful = await start({ appendOnly: 'always' });
    const other = await open(faithful);
    const kept = await appendAll(other, scope, drafts(3));
    await faithful.restart();
    await waitUntil(async () => (await other.status()).reachable);
    expect(await other.locate(scope, kept.events[2]!.position)).toEqual({ kind: 'available' });
    expect((await appendAll(other, scope, drafts(3))).events).toEqual(kept.events.map((event) => ({ ...event, duplicate: true })));
  });
});
