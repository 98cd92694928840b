import { Counter, type Registry } from 'prom-client';
import type { Logger } from '../../platform/logging/logger.ts';
import type { LiveGenerations, OwnedGeneration } from './live-generations.ts';
import type { OperationsInUse } from './operations-in-use.ts';
import type { SupergraphFeed } from './supergraph-feed.ts';
import { warmGeneration } from './warm-generation.ts';

/** Where supergraphs come from and where they go. */
export interface ReloadsOptions {
  readonly feed: SupergraphFeed;
  readonly generations: LiveGenerations;
  /** Reads and checks an SDL; rejects when it cannot be served. The generation belongs to the caller. */
  readonly open: (sdl: string) => Promise<OwnedGeneration>;
  readonly inUse: OperationsInUse;
  readonly logger: Logger;
  readonly metrics: Registry;
}

/**
 * Follows the feed: each new supergraph is opened, warmed with the operations in use, and put in force. One that is broken is
 * refused with a line in the log, and the one in force stays. While one is being opened only the newest of those that came waits.
 */
export function followSupergraph({ feed, generations, open, inUse, logger, metrics }: ReloadsOptions): void {
  const reloads = new Counter({
    name: 'supergraph_reloads_total',
    help: 'Supergraphs that came while the gateway ran: replaced the one in force, or refused.',
    labelNames: ['outcome'],
    registers: [metrics],
  });
  let waiting: string | undefined;
  let busy = false;

  function refuse(error: unknown): void {
    reloads.inc({ outcome: 'refused' });
    logger.error({ reason: error instanceof Error ? error.message : String(error) }, 'a new supergraph is refused; the one in force stays');
  }

  async function take(sdl: string): Promise<void> {
    if (sdl === generations.current().supergraphSdl) return;
    try {
      const next = await open(sdl);
      const { warmed, broken } = await warmGeneration(next, inUse);
      generations.replace(next);
      reloads.inc({ outcome: 'replaced' });
      if (broken > 0) logger.warn({ warmed, broken }, 'a new supergraph is in force, and does not answer operations that were in use');
      else logger.info({ warmed }, 'a new supergraph is in force');
    } catch (error) {
      refuse(error);
    }
  }

  async function takeAll(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let sdl = waiting; sdl !== undefined; sdl = waiting) {
      waiting = undefined;
      await take(sdl);
    }
    busy = false;
  }

  feed.follow({
    next(sdl) {
      waiting = sdl;
      void takeAll();
    },
    failed: refuse,
  });
}
