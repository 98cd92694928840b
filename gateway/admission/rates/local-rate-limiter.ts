import type { Clock } from '../../../platform/clock/clock.ts';
import { createBoundedMap } from '../../execution/bounded-map.ts';
import { judgeRate, type RateLimiter, type RatePolicy, type RateVerdict } from './rate-limiter.ts';

/** Far more callers than one process serves in a minute; the one that was not seen for the longest time is forgotten first. */
const MAX_KEYS = 100_000;

/** A limiter that answers at once. */
export interface LocalRateLimiter extends RateLimiter {
  take(key: string, units: number, policy: RatePolicy): RateVerdict;
}

/** Counts in this process alone. */
export function createLocalRateLimiter(clock: Clock): LocalRateLimiter {
  const fullAt = createBoundedMap<string, number>(MAX_KEYS);
  return {
    take(key, units, policy) {
      const id = `${policy.name} ${key}`;
      const { fullAtMs, ...verdict } = judgeRate(fullAt.get(id), { nowMs: clock.elapsed(), units }, policy);
      if (verdict.allowed) fullAt.set(id, fullAtMs);
      return verdict;
    },
    close: () => undefined,
  };
}
