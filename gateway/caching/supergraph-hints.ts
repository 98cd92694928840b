import { createHash } from 'node:crypto';
import { readCacheHints, type CacheHints } from './cache-hints.ts';

/** What one supergraph says of keeping, and what stands for it in keys: a value of another shape is never taken for one of its own. */
export interface SupergraphHints {
  readonly hints: CacheHints | undefined;
  readonly hash: string;
}

/** Reads what a supergraph says of ages and events, and names the supergraph, so that no answer outlives it. */
export function readSupergraphHints(supergraphSdl: string): SupergraphHints {
  return { hints: readCacheHints(supergraphSdl), hash: createHash('sha256').update(supergraphSdl).digest('base64url').slice(0, 12) };
}
