import type { Clock } from '../clock/clock.ts';
import { assertTtl, toScopedKey } from './cache-key.ts';
import type { Cache } from './cache.ts';
import { createLocalTier, type LocalTierBounds } from './local-tier.ts';
import { createSingleFlight } from './single-flight.ts';

/** The cache of one process: bounded over all workspaces together, the least recently used values going first. */
export function createLocalCache({ clock, bounds }: { clock: Clock; bounds: LocalTierBounds }): Cache {
  const tier = createLocalTier({ clock, ...bounds });
  const flights = createSingleFlight();
  let localHits = 0;
  let misses = 0;

  function look(scopedKey: string): string | undefined {
    const value = tier.get(scopedKey);
    if (value === undefined) misses++;
    else localHits++;
    return value;
  }

  return {
    get: async (scope, key) => look(toScopedKey(scope, key)),
    async set(scope, key, { value, ttlMs, tags = [] }) {
      assertTtl(ttlMs);
      const scopedKey = toScopedKey(scope, key);
      flights.drop(scopedKey);
      tier.set(scopedKey, value, { ttlMs, tags: tags.map((tag) => toScopedKey(scope, tag)) });
    },
    async getOrSet(scope, key, { ttlMs, tags = [], compute }) {
      assertTtl(ttlMs);
      const scopedKey = toScopedKey(scope, key);
      const joined = flights.find(scopedKey);
      if (joined !== undefined) {
        localHits++;
        return joined;
      }
      const found = look(scopedKey);
      if (found !== undefined) return found;
      const scopedTags = tags.map((tag) => toScopedKey(scope, tag));
      return flights.run(scopedKey, scopedTags, async (isCurrent) => {
        const value = await compute();
        if (isCurrent()) tier.set(scopedKey, value, { ttlMs, tags: scopedTags });
        return value;
      });
    },
    async delete(scope, key) {
      flights.drop(toScopedKey(scope, key));
      tier.delete(toScopedKey(scope, key));
    },
    async invalidateTag(scope, tag) {
      flights.dropTag(toScopedKey(scope, tag));
      return tier.deleteTag(toScopedKey(scope, tag));
    },
    stats: () => ({ localHits, sharedHits: 0, misses }),
    async close() {
      flights.dropAll();
      tier.clear();
    },
  };
}
