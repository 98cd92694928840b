import type { Clock } from '../../platform/clock/clock.ts';
import type { SubgraphAnswer, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import { backoffMs } from './backoff.ts';
import { isUnavailable, mayRepeat } from './may-repeat.ts';
import type { SubgraphWatch } from './policy-watch.ts';
import { createRepeatBudget } from './repeat-budget.ts';
import type { UpstreamPolicy } from './upstream.ts';

/** How often, and after what pauses, a query that failed is asked again. */
export interface RetryPolicy {
  /** Further attempts after the first. */
  readonly attempts: number;
  readonly firstMs: number;
  readonly maxMs: number;
  /** Retries for 100 first attempts. */
  readonly budgetPercent: number;
}

/** Sends a query again that the subgraph could not be asked, after a pause with jitter, while the budget lasts. Never a mutation. */
export function withRetry(
  policy: RetryPolicy,
  { clock, random, watch }: { clock: Clock; random: () => number; watch?: SubgraphWatch | undefined },
): UpstreamPolicy {
  const budget = createRepeatBudget(policy.budgetPercent);
  return (upstream) => {
    async function execute(request: SubgraphRequest): Promise<SubgraphAnswer> {
      budget.earn();
      for (let attempt = 0; ; attempt += 1) {
        try {
          return await upstream.execute(request);
        } catch (error) {
          const goesOn = attempt < policy.attempts && mayRepeat(request) && isUnavailable(error) && !request.signal.aborted && budget.spend();
          if (!goesOn) throw error;
          request.note?.('retry');
          watch?.count('retry');
          await clock.sleep(backoffMs(attempt, { firstMs: policy.firstMs, maxMs: policy.maxMs, random }), request.signal);
        }
      }
    }
    return { ...upstream, execute };
  };
}
