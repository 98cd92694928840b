import type { StreamState } from '../../platform/subgraph/endpoint.ts';
import type { QueueLimits } from './frame-queue.ts';
import { systemClock } from '../../platform/clock/clock.ts';
import { limitOpenings } from './limit-openings.ts';
import { createSharedSource, type SharedSource, type SourceRetry, type StartSource } from './shared-source.ts';
import type { CursorSeal } from './cursor.ts';

/** The running sources, each under the key of what its readers have in common. */
export interface SharedSources {
  /** The running source of this key, or a new one. Two subscriptions of one key get the same frames. */
  get(key: string, options: { readonly start: StartSource; readonly seal: CursorSeal }): SharedSource;
  /** Tells all who read of a state that no source itself knows of. */
  tell(state: StreamState): void;
  /** How many run. */
  readonly size: number;
}

/** A dashboard's burst and a slow link's pause fit in; a reader that is further behind reads the log at its own pace. */
const QUEUE_LIMITS: QueueLimits = { frames: 256, bytes: 4_194_304 };
/** For those who come back, over all sources. */
const MAX_KEPT_BYTES = 67_108_864;
/** How many readings from earlier places open at a time, over all sources. */
const OPENINGS = { max: 64, patienceMs: 2_000 };

/** Makes the list of a process, empty; all its sources together keep a bounded number of bytes. */
export function createSharedSources(limits: QueueLimits = QUEUE_LIMITS, retry: SourceRetry = { clock: systemClock, random: Math.random }): SharedSources {
  const running = new Map<string, SharedSource>();
  const kept = { left: MAX_KEPT_BYTES };
  const limited = limitOpenings({ ...OPENINGS, clock: retry.clock });
  return {
    get(key, options) {
      const known = running.get(key);
      if (known !== undefined) return known;
      const source = createSharedSource({ ...options, again: limited(options.start), limits, retry, kept, onEnd: () => running.delete(key) });
      running.set(key, source);
      return source;
    },
    tell(state) {
      for (const source of running.values()) source.tell(state);
    },
    get size() {
      return running.size;
    },
  };
}
