import { Counter, type Registry } from 'prom-client';

/** Whole answers, or single entities of fetches. */
export type CacheLevel = 'answer' | 'entity';
/** `bypass`: it was not looked for. */
export type CacheOutcome = 'hit' | 'stale' | 'miss' | 'bypass';

/** Counts what the cache does; the rate of hits is `hit` and `stale` by all but `bypass`. */
export interface CacheMetrics {
  count(level: CacheLevel, of: { outcome: CacheOutcome; reason: string }, by?: number): void;
}

/** Registers the counters of the cache; once a registry. */
export function createCacheMetrics(registry: Registry): CacheMetrics {
  const lookups = new Counter({
    name: 'graphql_cache_lookups_total',
    help: 'Answers and entities that were looked for in the cache, by outcome and its reason.',
    labelNames: ['level', 'outcome', 'reason'],
    registers: [registry],
  });
  return {
    count: (level, { outcome, reason }, by = 1) => lookups.inc({ level, outcome, reason }, by),
  };
}
