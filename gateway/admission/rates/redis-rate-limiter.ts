import type { Clock } from '../../../platform/clock/clock.ts';
import { createRedisScript } from '../../../platform/event-log/redis-script.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import { createLocalRateLimiter } from './local-rate-limiter.ts';
import type { RateLimiter, RateVerdict } from './rate-limiter.ts';

/** As `judgeRate`, in one step and by the server's clock, in microseconds. */
const TAKE = createRedisScript(`
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local limit, window, units = tonumber(ARGV[1]), tonumber(ARGV[2]) * 1000, tonumber(ARGV[3])
local unit = window / limit
local current = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
local nextFull = current + math.min(units, limit) * unit
local wait = math.max(0, nextFull - window - now)
local allowed = wait < unit / 1000
local full = current
if allowed then
  full = nextFull
  redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000) + 1)
end
local left = math.max(0, math.floor((now + window - full) / unit + 0.001))
return { allowed and 1 or 0, left, math.ceil(wait / 1000), math.ceil((full - now) / 1000) }
`);

const KEY_PREFIX = 'autoweave:rate:';
const COMMAND_TIMEOUT_MS = 250;

/**
 * Counts together with every process on the same Redis. While Redis is out of reach each counts its own, so that a lost
 * Redis neither stops the gateway nor lifts the limit; so does one that takes longer than `commandTimeoutMs` (default 250).
 */
export async function openRedisRateLimiter(options: { url: string; clock: Clock; logger: Logger; commandTimeoutMs?: number }): Promise<RateLimiter> {
  const { url, clock, logger, commandTimeoutMs = COMMAND_TIMEOUT_MS } = options;
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: commandTimeoutMs });
  const local = createLocalRateLimiter(clock);
  let reached = true;
  redis.on('error', (error: Error) => {
    if (reached) logger.warn({ err: error, place: new URL(url).host }, 'rates are counted in this process until Redis answers');
    reached = false;
  });
  redis.on('ready', () => {
    reached = true;
  });
  await new Promise<void>((resolve) => {
    redis.once('ready', () => resolve());
    redis.once('error', () => resolve());
  });
  return {
    async take(key, units, policy) {
      if (redis.status !== 'ready') return local.take(key, units, policy);
      try {
        return toVerdict(await TAKE.run(redis, [`${KEY_PREFIX}${policy.name}:${key}`], [policy.limit, policy.windowMs, units]));
      } catch {
        return local.take(key, units, policy);
      }
    },
    close: () => redis.disconnect(),
  };
}

function toVerdict(answer: unknown): RateVerdict {
  const [allowed = 0, remaining = 0, retryAfterMs = 0, resetMs = 0] = answer as number[];
  return { allowed: allowed === 1, remaining, retryAfterMs: allowed === 1 ? 0 : retryAfterMs, resetMs };
}
