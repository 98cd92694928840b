import type { Scope } from '../request/scope.ts';

/**
 * Values that may be lost at any time. Keys are confined to the scope's workspace. Values are bytes or text as given.
 * A shared tier that cannot be reached is a miss, never an error.
 */
export interface Cache {
  get(scope: Scope, key: string): Promise<string | undefined>;
  /** `ttlMs` is required: nothing lives in a cache for ever. */
  set(scope: Scope, key: string, entry: CacheLife & { value: string }): Promise<void>;
  /** The value, computed by one caller while the others of this process wait. A failure is not cached. */
  getOrSet(scope: Scope, key: string, entry: CacheLife & { compute: () => Promise<string> }): Promise<string>;
  delete(scope: Scope, key: string): Promise<void>;
  /** Drops every value that was set with this tag; answers how many. */
  invalidateTag(scope: Scope, tag: string): Promise<number>;
  stats(): CacheStats;
  close(): Promise<void>;
}

/** How long an entry may live, and what it is dropped by. */
export interface CacheLife {
  readonly ttlMs: number;
  readonly tags?: readonly string[];
}

/** How often a look found its value here, in the shared tier, or nowhere, since the cache was opened. */
export interface CacheStats {
  readonly localHits: number;
  readonly sharedHits: number;
  readonly misses: number;
}
