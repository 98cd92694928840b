import type { Clock } from '../clock/clock.ts';
import type { Logger } from '../logging/logger.ts';
import type { Cache } from './cache.ts';

const MAX_ENTRIES = 50_000;

/** Opens the cache that the configuration asks for: in the process, or in Redis behind a tier in the process. ConfigError when Redis is away. */
export async function openCache(setup: { redisUrl: string | undefined; localBytes: number; clock: Clock; logger: Logger }): Promise<Cache> {
  const { redisUrl: url, localBytes: maxBytes, clock, logger } = setup;
  const bounds = { maxEntries: MAX_ENTRIES, maxBytes };
  if (url !== undefined) {
    const { createRedisCache } = await import('./redis-cache.ts');
    return createRedisCache({ url, bounds, clock, logger });
  }
  const { createLocalCache } = await import('./local-cache.ts');
  return createLocalCache({ clock, bounds });
}
