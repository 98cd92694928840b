import type { SubgraphAnswer, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import { NotSent } from './may-repeat.ts';
import type { SubgraphWatch } from './policy-watch.ts';
import type { UpstreamPolicy } from './upstream.ts';

/** How many requests a subgraph gets at a time. */
export interface ConcurrencyPolicy {
  /** Requests that run at a time. */
  readonly max: number;
  /** Requests that may wait for their turn; further ones are refused at once. */
  readonly queue: number;
}

/** Lets only so many queries and mutations run at a time; others wait in order, and leave the queue when their caller is gone. */
export function withConcurrencyCap(policy: ConcurrencyPolicy, watch?: SubgraphWatch): UpstreamPolicy {
  return (upstream) => {
    const waiting = new Set<() => void>();
    let running = 0;

    async function takeTurn({ signal, note }: SubgraphRequest): Promise<void> {
      if (running < policy.max) {
        running += 1;
        return;
      }
      if (waiting.size >= policy.queue) {
        watch?.count('busy');
        throw new NotSent(upstream.name, 'busy');
      }
      note?.('waited for a turn');
      const turn = Promise.withResolvers<void>();
      const onAbort = () => turn.reject(signal.reason as Error);
      waiting.add(turn.resolve);
      signal.addEventListener('abort', onAbort, { once: true });
      try {
        await turn.promise;
      } finally {
        waiting.delete(turn.resolve);
        signal.removeEventListener('abort', onAbort);
      }
    }

    /** Hands the place to whoever waited longest. */
    function leave(): void {
      const [next] = waiting;
      if (next === undefined) {
        running -= 1;
        return;
      }
      waiting.delete(next);
      next();
    }

    async function execute(request: SubgraphRequest): Promise<SubgraphAnswer> {
      await takeTurn(request);
      try {
        if (request.signal.aborted) throw request.signal.reason;
        return await upstream.execute(request);
      } finally {
        leave();
      }
    }
    return { ...upstream, execute };
  };
}
