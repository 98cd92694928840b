import { randomUUID } from 'node:crypto';
import type { Registry } from 'prom-client';
import type { Cache } from '../../platform/cache/cache.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import type { KeptAnswers } from '../../platform/kept-answers/kept-answers.ts';
import type { Closable } from '../../platform/lifecycle/lifecycle.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { createCacheMetrics } from './cache-metrics.ts';
import { createEventEars } from './heard-events.ts';
import { createKeptValues } from './kept-values.ts';
import type { Generation } from '../generation.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import type { Upstream } from '../upstream/upstream.ts';
import { withEntityCache } from './entity-cache.ts';
import { createInvalidation } from './invalidation.ts';
import { createResponseCache, type ResponseCache } from './response-cache.ts';
import { readSupergraphHints, type SupergraphHints } from './supergraph-hints.ts';
import { createWriteMarks } from './write-marks.ts';

/** All that a gateway keeps of answers. */
export interface Caching extends Closable, KeptAnswers {
  readonly responses: ResponseCache;
  /** The upstreams of a supergraph's subgraphs, in front of which entities are kept where it says so. */
  keepEntities(supergraph: Supergraph, upstreams: ReadonlyMap<string, Upstream>): ReadonlyMap<string, Upstream>;
}

/** What is kept where, and by what it is found to be old. */
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

/** Makes both caches of a gateway, over one store and one ear for events. Without a log nothing is kept that events change. */
export function createCaching({ cache, log, clock, logger, metrics: registry, deadlineMs }: CachingParts): Caching {
  const ears = log === undefined ? undefined : createEventEars({ log, clock, logger });
  const marks = createWriteMarks({ cache, createMark: randomUUID });
  const values = createKeptValues({ cache, marks, ears, clock });
  const metrics = createCacheMetrics(registry);
  const known = new WeakMap<Generation, SupergraphHints>();

  function hintsOf(generation: Generation): SupergraphHints {
    const read = known.get(generation) ?? readSupergraphHints(generation.supergraphSdl);
    known.set(generation, read);
    return read;
  }

  return {
    responses: createResponseCache({ values, marks, hintsOf, metrics, clock, logger, deadlineMs }),
    keepEntities({ sdl, fullSchema: schema }, upstreams) {
      const { hints, hash } = readSupergraphHints(sdl);
      if (hints === undefined) return upstreams;
      const policy = withEntityCache({ values, metrics, logger, schema, hints, hash });
      return new Map([...upstreams].map(([name, upstream]) => [name, policy(upstream)]));
    },
    ...createInvalidation({ cache, marks }),
    close() {
      ears?.close();
    },
  };
}
