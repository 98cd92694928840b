import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { describeWith } from '../../test/support/real-servers.ts';
import { redisAvailable, startRedis, type RedisServer } from '../../test/support/redis.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { systemClock } from '../clock/clock.ts';
import { createLogger } from '../logging/logger.ts';
import { describeCache } from './cache.contract.ts';
import { createRedisCache } from './redis-cache.ts';

const logger = createLogger({ level: 'silent', process: 'test' });
const scope = { workspace: 'w', principal: 'p' };
const ttlMs = 600_000;
// Longer than any stall of the machine: a command that is given up is a miss.
const patient = { bounds: { maxEntries: 10_000, maxBytes: 10_000_000 }, clock: systemClock, logger, commandTimeoutMs: 60_000 };

describeWith(redisAvailable())('with a Redis server', () => {
  let server: RedisServer | undefined;
  beforeAll(async () => {
    server = await startRedis({ appendOnly: 'no' });
  });
  afterAll(async () => {
    await server?.stop();
  });
  const open = () => createRedisCache({ url: server!.url, ...patient });

  describeCache('over Redis', async () => ({ cache: await open(), elapse: () => undefined }));

  describe('the cache over Redis, between processes and in trouble', () => {
    it('B05 reads what another process set from the shared tier, then from its own, and counts both', async () => {
      const [one, two] = [await open(), await open()];
      await one.set(scope, 'k', { value: 'v', ttlMs });
      expect(await two.get(scope, 'k')).toBe('v');
      expect(two.stats()).toEqual({ localHits: 0, sharedHits: 1, misses: 0 });
      // The word of the set may come after the first look, and then drops what that kept.
      await waitUntil(async () => (await two.get(scope, 'k')) === 'v' && two.stats().localHits > 0);
      expect(one.stats()).toEqual({ localHits: 0, sharedHits: 0, misses: 0 });
      await Promise.all([one.close(), two.close()]);
    });

    it('drops from the local tier what another process sets, deletes or invalidates', async () => {
      const [one, two] = [await open(), await open()];
      for (const key of ['set', 'deleted', 'tagged']) await one.set(scope, key, { value: 'old', ttlMs, tags: ['t'] });
      for (const key of ['set', 'deleted', 'tagged']) expect(await two.get(scope, key)).toBe('old');
      await one.set(scope, 'set', { value: 'new', ttlMs });
      await one.delete(scope, 'deleted');
      expect(await one.invalidateTag(scope, 't')).toBe(1);
      await waitUntil(async () => (await two.get(scope, 'set')) === 'new');
      await waitUntil(async () => (await two.get(scope, 'deleted')) === undefined);
      await waitUntil(async () => (await two.get(scope, 'tagged')) === undefined);
      await Promise.all([one.close(), two.close()]);
    });

    it('gives every key in Redis a time to live', async () => {
      const cache = await open();
      await cache.set(scope, 'k', { value: 'v', ttlMs: 300_000, tags: ['t'] });
      await cache.set(scope, 'l', { value: 'v', ttlMs, tags: ['t'] });
      const redis = new Redis(server!.url);
      const keys = await redis.keys('*');
      expect(keys.length).toBeGreaterThan(2);
      for (const key of keys) expect(await redis.pttl(key)).toBeGreaterThan(0);
      redis.disconnect();
      await cache.close();
    });

    it('misses while Redis is away, never fails, and does not bring back what was dropped meanwhile', async () => {
      const own = await startRedis({ appendOnly: 'always' });
      const cache = await createRedisCache({ url: own.url, ...patient });
      for (const key of ['kept', 'deleted', 'replaced']) await cache.set(scope, key, { value: 'old', ttlMs });
      await cache.set(scope, 'tagged', { value: 'old', ttlMs, tags: ['t'] });
      await own.kill9();
      await waitUntil(async () => (await cache.get(scope, 'kept')) === undefined);
      await cache.delete(scope, 'deleted');
      expect(await cache.invalidateTag(scope, 't')).toBe(0);
      await cache.set(scope, 'replaced', { value: 'new', ttlMs });
      expect(await cache.getOrSet(scope, 'kept', { ttlMs, compute: async () => 'computed' })).toBe('computed');
      await own.restart();
      await waitUntil(async () => {
        await cache.set(scope, 'probe', { value: 'v', ttlMs });
        return (await cache.get(scope, 'probe')) === 'v';
      });
      const values = await Promise.all(['kept', 'deleted', 'tagged', 'replaced'].map((key) => cache.get(scope, key)));
      expect(values).toEqual([undefined, undefined, undefined, undefined]);
      await cache.close();
      await own.stop();
    });

    it('refuses to start when no Redis answers, in one line without the password', async () => {
      const own = await startRedis({ appendOnly: 'no' });
      await own.stop();
      const url = `redis://user:not-to-be-told@127.0.0.1:${own.port}`;
      const opening = createRedisCache({ url, bounds: patient.bounds, clock: systemClock, logger });
      const message = expect.stringMatching(/^REDIS_CACHE_URL: no Redis can be used at 127[^\n]*$/);
      await expect(opening).rejects.toMatchObject({ name: 'ConfigError', message });
      await expect(opening).rejects.not.toMatchObject({ message: expect.stringContaining('not-to-be-told') });
    });
  });
});
