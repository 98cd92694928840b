import type { Clock } from '../../platform/clock/clock.ts';
import { fetchSupergraph } from './load-supergraph.ts';
import { createPolledFeed } from './polled-feed.ts';
import type { SupergraphFeed } from './supergraph-feed.ts';

/** The supergraph behind an `http(s):` URL, asked for every `pollMs`; a server that gives an ETag sends it only when it changed. */
export function createUrlFeed(url: string, options: { pollMs: number; clock: Clock }): SupergraphFeed {
  let seen: { readonly sdl: string; readonly etag: string | undefined } | undefined;
  async function look(): Promise<string | undefined> {
    const fetched = await fetchSupergraph(url, seen?.etag === undefined ? {} : { etag: seen.etag });
    if (fetched === undefined || fetched.sdl === seen?.sdl) return undefined;
    seen = fetched;
    return fetched.sdl;
  }
  return createPolledFeed({ look, ...options });
}
