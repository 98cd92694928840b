import type { Clock } from '../../platform/clock/clock.ts';
import type { SubgraphAnswer, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import { isUnhealthy, NotSent } from './may-repeat.ts';
import type { SubgraphWatch } from './policy-watch.ts';
import type { UpstreamPolicy } from './upstream.ts';

/** When a subgraph that fails is left alone for a while. */
export interface BreakerPolicy {
  /** Failures in a row that open it. */
  readonly failures: number;
  /** How long it stays open before one request tries. */
  readonly openMs: number;
}

type State =
  | { readonly kind: 'closed'; readonly failures: number }
  /** `untilMs` is on the clock's `elapsed`. */
  | { readonly kind: 'open'; readonly untilMs: number }
  | { readonly kind: 'trying' };

/**
 * Spares a subgraph that fails every time: after so many failures in a row requests are refused at once, until one that is let
 * through after a while succeeds. Subscriptions have their own way of coming back, and pass.
 */
export function withBreaker(policy: BreakerPolicy, clock: Clock, watch?: SubgraphWatch): UpstreamPolicy {
  return (upstream) => {
    let state: State = { kind: 'closed', failures: 0 };
    watch?.breaker('closed');

    function become(next: State): void {
      const changes = state.kind !== next.kind;
      state = next;
      if (changes) watch?.breaker(next.kind);
    }

    /** Whether this request is the one that tries. */
    function enter(): boolean {
      if (state.kind === 'closed') return false;
      if (state.kind === 'trying' || clock.elapsed() < state.untilMs) {
        watch?.count('resting');
        throw new NotSent(upstream.name, 'resting');
      }
      become({ kind: 'trying' });
      return true;
    }

    function noteFailure(isTry: boolean): void {
      const failures = state.kind === 'closed' ? state.failures + 1 : 0;
      if (isTry || failures >= policy.failures) become({ kind: 'open', untilMs: clock.elapsed() + policy.openMs });
      else if (state.kind === 'closed') become({ kind: 'closed', failures });
    }

    async function execute(request: SubgraphRequest): Promise<SubgraphAnswer> {
      const isTry = enter();
      if (isTry) request.note?.('breaker: the one that tries');
      try {
        const answer = await upstream.execute(request);
        if (isTry || state.kind === 'closed') become({ kind: 'closed', failures: 0 });
        return answer;
      } catch (error) {
        const gaveUp = request.signal.aborted;
        if (!gaveUp && isUnhealthy(error)) noteFailure(isTry);
        // A try that told nothing leaves the way free for the next one.
        else if (isTry) become(gaveUp ? { kind: 'open', untilMs: clock.elapsed() } : { kind: 'closed', failures: 0 });
        throw error;
      }
    }
    return { ...upstream, execute };
  };
}
