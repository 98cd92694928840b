import { randomUUID } from 'node:crypto';
import type { Registry } from 'prom-client';
import type { Cache } from '../../platform/cache/cache.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import type { Closable } from '../../platform/lifecycle/lifecycle.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { createCacheMetrics } from './cache-metrics.ts';
import { createEventEars } from './heard-events.ts';
import { createKeptValues } from './kept-values.ts';
import { createResponseCache, type ResponseCache } from './response-cache.ts';
import { createWriteMarks } from './write-marks.ts';

/** All that a gateway keeps of answers. */
export interface Caching extends Closable {
  readonly responses: ResponseCache;
}

export interface CachingParts {
  /** Belongs to the caller. */
  readonly cache: Cache;
  /** The log of the workspaces, where this process has it: without, what is said to change by events is not kept. */
  readonly log: Pick<EventLog, 'head' | 'tail'> | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Registry;
  readonly deadlineMs: number;
}

export function createCaching({ cache, log, clock, logger, metrics: registry, deadlineMs }: CachingParts): Caching {
  const ears = log === undefined ? undefined : createEventEars({ log, clock, logger });
  const marks = createWriteMarks({ cache, createMark: randomUUID });
  const values = createKeptValues({ cache, marks, ears, clock });
  const metrics = createCacheMetrics(registry);
  return {
    responses: createResponseCache({ values, marks, metrics, clock, logger, deadlineMs }),
    close() {
      ears?.close();
    },
  };
}
