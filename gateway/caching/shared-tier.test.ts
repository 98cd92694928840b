import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createRedisCache } from '../../platform/cache/redis-cache.ts';
import type { Cache } from '../../platform/cache/cache.ts';
import { systemClock } from '../../platform/clock/clock.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import { createSqliteEventLog } from '../../platform/event-log/sqlite-event-log.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { startNotesGateway, type NotesAnswer, type NotesGateway } from '../../test/support/gateway/notes-gateway.ts';
import { describeWith } from '../../test/support/real-servers.ts';
import { redisAvailable, startRedis, type RedisServer } from '../../test/support/redis.ts';
import { createTemporaryFolder } from '../../test/support/temporary-folder.ts';
import { waitUntil } from '../../test/support/wait-until.ts';

const NOTE = '{ note(id: "a") { text } }';
const WEATHER = '{ weather }';
const QUIETLY = 'mutation { quietly(id: "a", text: "hushed") { id } }';

describeWith(redisAvailable())('G06 what two gateways keep in one Redis', () => {
  const folder = createTemporaryFolder();
  const logger = createLogger({ level: 'silent', process: 'test' });
  let redis: RedisServer;
  let log: EventLog;
  const caches: Cache[] = [];
  const gateways: NotesGateway[] = [];
  beforeAll(async () => {
    redis = await startRedis({ appendOnly: 'no' });
    log = await createSqliteEventLog({ file: `${folder.path}/log.sqlite`, clock: systemClock, logger, idempotencyWindowMs: 60_000 });
    const notes = new Map<string, string>();
    for (const _copy of [1, 2]) {
      // Longer than any stall of the machine: a command that is given up is a miss.
      const cache = await createRedisCache({
        url: redis.url,
        bounds: { maxEntries: 1_000, maxBytes: 10_000_000 },
        clock: systemClock,
        logger,
        commandTimeoutMs: 60_000,
      });
      caches.push(cache);
      gateways.push(await startNotesGateway({ log, notes, cache }));
    }
  });
  afterAll(async () => {
    for (const gateway of gateways) await gateway.stop();
    for (const cache of caches) await cache.close();
    await log?.close();
    await redis?.stop();
    folder.remove();
  });

  function at(index: number): NotesGateway {
    const gateway = gateways[index];
    if (gateway === undefined) throw new Error('no such gateway');
    return gateway;
  }

  function untilKept(index: number, query: string, principal = 'reader'): Promise<NotesAnswer> {
    return waitUntil(async () => {
      const answer = await at(index).ask(query, { principal });
      return answer.extensions?.cache?.outcome === 'hit' ? answer : undefined;
    });
  }

  it('one answers what the other has asked for', async () => {
    await untilKept(0, WEATHER);
    const { reads } = at(1);
    await untilKept(1, WEATHER);
    expect(at(1).reads).toBe(reads);
  });

  it('an event changes for both, and so does a write that no event tells of', async () => {
    await untilKept(0, NOTE);
    await untilKept(1, NOTE);
    await at(0).write('a', 'written');
    for (const index of [0, 1]) await waitUntil(async () => JSON.stringify((await at(index).ask(NOTE)).data).includes('written'));
    await untilKept(1, NOTE);
    await at(0).ask(QUIETLY);
    for (const index of [0, 1]) await waitUntil(async () => JSON.stringify((await at(index).ask(NOTE)).data).includes('hushed'));
  });

  it('is private in Redis as well', async () => {
    const kept = await untilKept(0, '{ inbox { id } }', 'alice');
    expect(kept.data).toEqual({ inbox: { id: 'alice' } });
    expect((await at(1).ask('{ inbox { id } }', { principal: 'bob' })).data).toEqual({ inbox: { id: 'bob' } });
  });

  it('is asked for anew while Redis is away, and kept again when it is back', async () => {
    await untilKept(0, WEATHER);
    await redis.kill9();
    await waitUntil(async () => (await at(0).ask(WEATHER)).extensions?.cache?.outcome === 'miss');
    expect((await at(0).ask(QUIETLY)).errors).toBeUndefined();
    await redis.restart();
    await untilKept(0, WEATHER);
  });
});
