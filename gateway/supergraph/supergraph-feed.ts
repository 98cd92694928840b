import type { Closable } from '../../platform/lifecycle/lifecycle.ts';

/** Where supergraphs come from: the first one, and whatever follows it. */
export interface SupergraphFeed extends Closable {
  /** The SDL to start with. Rejects with a SupergraphError of one line. */
  first(): Promise<string>;
  /** Tells each later SDL, and each failure to get one, until closed. Called once, after `first`. */
  follow(listener: FeedListener): void;
}

/** Hears of each new supergraph, and of each failure to get one; the feed goes on after both. */
export interface FeedListener {
  next(sdl: string): void;
  failed(error: unknown): void;
}
