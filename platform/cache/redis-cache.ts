import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import type { Logger } from '../logging/logger.ts';
import type { Scope } from '../request/scope.ts';
import { assertTtl, toScopedKey } from './cache-key.ts';
import type { Cache } from './cache.ts';
import { createLocalTier, type LocalTierBounds } from './local-tier.ts';
import { createMissedDrops } from './missed-drops.ts';
import { openRedisCacheConnection } from './redis-cache-connection.ts';
import { createRedisSharedTier, readDrop, type Drop, type SharedValue } from './redis-shared-tier.ts';
import { createSingleFlight } from './single-flight.ts';

/** Bounds how long a local tier may be wrong should the network swallow a message without breaking the connection. */
const MAX_LOCAL_TTL_MS = 30_000;

/**
 * A local tier over one that processes share in Redis. What one process sets or drops leaves the local tiers of the
 * others through Pub/Sub; while that is not heard, or Redis is away or slower than `commandTimeoutMs` (default 1000), every look
 * is a miss and nothing is kept.
 * Rejects with a ConfigError of one line when Redis is away at start; never an error later.
 */
export async function createRedisCache(options: {
  url: string;
  bounds: LocalTierBounds;
  clock: Clock;
  logger: Logger;
  commandTimeoutMs?: number;
}): Promise<Cache> {
  const processId = randomUUID();
  const local = createLocalTier({ clock: options.clock, ...options.bounds });
  const flights = createSingleFlight();
  const counts = { localHits: 0, sharedHits: 0, misses: 0 };
  // Grows with every drop: a value that was read before one is not put into the local tier after it.
  let drops = 0;

  function dropHere(drop: Drop): void {
    drops++;
    if (drop.kind === 'all') {
      local.clear();
      flights.dropAll();
      return;
    }
    const name = `${drop.workspace}~${drop.name}`;
    if (drop.kind === 'key') {
      local.delete(name);
      flights.drop(name);
    } else {
      local.deleteTag(name);
      flights.dropTag(name);
    }
  }

  const connection = await openRedisCacheConnection({
    url: options.url,
    logger: options.logger,
    ...(options.commandTimeoutMs === undefined ? {} : { commandTimeoutMs: options.commandTimeoutMs }),
    onSilence: () => dropHere({ kind: 'all' }),
    onMessage(message) {
      const drop = readDrop(message, processId);
      if (drop !== undefined) dropHere(drop);
    },
  });
  const shared = createRedisSharedTier(connection.redis, processId);
  const missed = createMissedDrops((drop) => shared.drop(drop));

  function keepHere(at: { scope: Scope; key: string; dropsBefore: number }, entry: SharedValue): void {
    if (drops !== at.dropsBefore || !connection.isListening || entry.ttlMs < 1) return;
    const tags = entry.tags.map((tag) => toScopedKey(at.scope, tag));
    local.set(toScopedKey(at.scope, at.key), entry.value, { ttlMs: Math.min(entry.ttlMs, MAX_LOCAL_TTL_MS), tags });
  }

  async function look(scope: Scope, key: string): Promise<string | undefined> {
    const held = connection.isListening ? local.get(toScopedKey(scope, key)) : undefined;
    if (held !== undefined) {
      counts.localHits++;
      return held;
    }
    const dropsBefore = drops;
    const found = (await missed.settle()) ? await shared.get(scope, key).catch(() => undefined) : undefined;
    if (found === undefined) counts.misses++;
    else {
      counts.sharedHits++;
      keepHere({ scope, key, dropsBefore }, found);
    }
    return found?.value;
  }

  async function put(scope: Scope, key: string, entry: SharedValue): Promise<void> {
    const drop: Drop = { kind: 'key', workspace: scope.workspace, name: key };
    dropHere(drop);
    const dropsBefore = drops;
    try {
      if (!(await missed.settle())) throw new Error('the shared tier holds what should be gone');
      await shared.set(scope, key, entry);
      keepHere({ scope, key, dropsBefore }, entry);
    } catch {
      // What was there before must not be read instead.
      missed.add(drop);
    }
  }

  async function dropEverywhere(drop: Drop): Promise<number> {
    dropHere(drop);
    try {
      if (!(await missed.settle())) throw new Error('the shared tier holds what should be gone');
      return await shared.drop(drop);
    } catch {
      missed.add(drop);
      return 0;
    } finally {
      // A look may have read the old value meanwhile and kept it.
      dropHere(drop);
    }
  }

  return {
    get: look,
    async set(scope, key, { value, ttlMs, tags = [] }) {
      assertTtl(ttlMs);
      await put(scope, key, { value, tags, ttlMs });
    },
    async getOrSet(scope, key, { ttlMs, tags = [], compute }) {
      assertTtl(ttlMs);
      const scopedKey = toScopedKey(scope, key);
      const joined = flights.find(scopedKey);
      if (joined !== undefined) {
        counts.localHits++;
        return joined;
      }
      const scopedTags = tags.map((tag) => toScopedKey(scope, tag));
      return flights.run(scopedKey, scopedTags, async (isCurrent) => {
        const found = await look(scope, key);
        if (found !== undefined) return found;
        const value = await compute();
        if (isCurrent()) await put(scope, key, { value, tags, ttlMs });
        return value;
      });
    },
    async delete({ workspace }, key) {
      await dropEverywhere({ kind: 'key', workspace, name: key });
    },
    invalidateTag: ({ workspace }, tag) => dropEverywhere({ kind: 'tag', workspace, name: tag }),
    stats: () => ({ ...counts }),
    async close() {
      connection.close();
      flights.dropAll();
      local.clear();
    },
  };
}
