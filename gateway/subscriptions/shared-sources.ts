import type { QueueLimits } from './frame-queue.ts';
import { createSharedSource, type SharedSource, type StartSource } from './shared-source.ts';
import type { CursorSeal } from './cursor.ts';

/** The running sources, each under the key of what its readers have in common. */
export interface SharedSources {
  /** The running source of this key, or a new one. */
  get(key: SourceKey, options: { readonly start: StartSource; readonly seal: CursorSeal }): SharedSource;
  /** How many run. */
  readonly size: number;
}

/** Two subscriptions of one key get the same frames. */
export interface SourceKey {
  /** What runs it: a source is never shared across generations of the supergraph. */
  readonly owner: object;
  readonly text: string;
}

/** A dashboard's burst and a slow link's pause fit in; a reader that is further behind reads the log at its own pace. */
const QUEUE_LIMITS: QueueLimits = { frames: 256, bytes: 4_194_304 };

export function createSharedSources(limits: QueueLimits = QUEUE_LIMITS): SharedSources {
  const byOwner = new Map<object, Map<string, SharedSource>>();
  let size = 0;

  function forget({ owner, text }: SourceKey): void {
    const sources = byOwner.get(owner);
    if (sources?.delete(text) !== true) return;
    size -= 1;
    if (sources.size === 0) byOwner.delete(owner);
  }

  return {
    get(key, options) {
      const sources = byOwner.get(key.owner) ?? new Map<string, SharedSource>();
      byOwner.set(key.owner, sources);
      const known = sources.get(key.text);
      if (known !== undefined) return known;
      const source = createSharedSource({ ...options, limits, onEnd: () => forget(key) });
      sources.set(key.text, source);
      size += 1;
      return source;
    },
    get size() {
      return size;
    },
  };
}
