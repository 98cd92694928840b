import type { Clock } from '../../platform/clock/clock.ts';
import type { FeedListener, SupergraphFeed } from './supergraph-feed.ts';

/** How a source that has to be asked is followed. */
export interface PolledFeedOptions {
  /** The SDL when it changed since the last look, else undefined. Rejects when there is none to be had. */
  readonly look: () => Promise<string | undefined>;
  readonly pollMs: number;
  readonly clock: Clock;
  /** Calls `nudge` when a look is worth while before the next poll; the returned function ends that. */
  readonly watch?: (nudge: () => void) => () => void;
}

/** A feed that looks again and again, one look at a time. A failure is told once until something else happens. */
export function createPolledFeed({ look, pollMs, clock, watch }: PolledFeedOptions): SupergraphFeed {
  let closed = false;
  let looking = false;
  let again = false;
  let toldFailure: string | undefined;
  let cancelPoll: () => void = () => undefined;
  let unwatch: () => void = () => undefined;

  async function lookOnce(listener: FeedListener): Promise<void> {
    try {
      const sdl = await look();
      if (closed) return;
      toldFailure = undefined;
      if (sdl !== undefined) listener.next(sdl);
    } catch (error) {
      const message = String(error);
      if (!closed && message !== toldFailure) listener.failed(error);
      toldFailure = message;
    }
  }

  async function lookNow(listener: FeedListener): Promise<void> {
    again = true;
    if (looking) return;
    looking = true;
    cancelPoll();
    while (again && !closed) {
      again = false;
      await lookOnce(listener);
    }
    looking = false;
    if (!closed) cancelPoll = clock.after(pollMs, () => void lookNow(listener));
  }

  return {
    async first() {
      const sdl = await look();
      if (sdl === undefined) throw new Error('the first look of a feed found nothing new');
      return sdl;
    },
    follow(listener) {
      unwatch = watch?.(() => void lookNow(listener)) ?? unwatch;
      cancelPoll = clock.after(pollMs, () => void lookNow(listener));
    },
    close() {
      closed = true;
      cancelPoll();
      unwatch();
    },
  };
}
