import type { Clock } from '../../platform/clock/clock.ts';
import type { SubgraphAnswer, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import { mayRepeat } from './may-repeat.ts';
import type { SubgraphWatch } from './policy-watch.ts';
import { createRepeatBudget } from './repeat-budget.ts';
import type { UpstreamPolicy } from './upstream.ts';

/** When a slow query is asked a second time. */
export interface HedgePolicy {
  /** How long a query may be silent before it is sent a second time. */
  readonly afterMs: number;
  /** Second requests for 100 first ones. */
  readonly budgetPercent: number;
}

/** Sends a query that is slow a second time, to another copy where there is one; the first answer counts, and the other request is aborted. */
export function withHedge(policy: HedgePolicy, clock: Clock, watch?: SubgraphWatch): UpstreamPolicy {
  const budget = createRepeatBudget(policy.budgetPercent);
  return (upstream) => {
    function race(request: SubgraphRequest): Promise<SubgraphAnswer> {
      return new Promise((resolve, reject) => {
        const over = new AbortController();
        const onGone = () => over.abort(request.signal.reason);
        let running = 0;
        let cancelHedge: () => void = () => undefined;

        function settle(finish: () => void): void {
          cancelHedge();
          request.signal.removeEventListener('abort', onGone);
          finish();
          over.abort(new Error('the other request was answered'));
        }
        function send(): void {
          running += 1;
          upstream.execute({ ...request, signal: over.signal }).then(
            (answer) => settle(() => resolve(answer)),
            (error: unknown) => {
              running -= 1;
              if (running === 0) settle(() => reject(error as Error));
            },
          );
        }

        if (request.signal.aborted) onGone();
        request.signal.addEventListener('abort', onGone, { once: true });
        cancelHedge = clock.after(policy.afterMs, () => {
          if (!budget.spend()) return;
          request.note?.('hedge');
          watch?.count('hedge');
          send();
        });
        send();
      });
    }
    function execute(request: SubgraphRequest): Promise<SubgraphAnswer> {
      budget.earn();
      return mayRepeat(request) ? race(request) : upstream.execute(request);
    }
    return { ...upstream, execute };
  };
}
