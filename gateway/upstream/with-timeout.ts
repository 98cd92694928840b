import type { Clock } from '../../platform/clock/clock.ts';
import { CodedError } from '../../platform/errors/coded-error.ts';
import type { SubgraphAnswer, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import type { SubgraphWatch } from './policy-watch.ts';
import type { UpstreamPolicy } from './upstream.ts';

/**
 * Bounds each query and mutation: one that takes longer than `timeoutMs` is aborted and rejects with DEADLINE_EXCEEDED,
 * whether or not the upstream heeds the abort. The operation's own deadline comes first where it is nearer, and goes downward. Subscriptions last as long as they last.
 */
export function withTimeout(options: { timeoutMs: number; clock: Clock; watch?: SubgraphWatch | undefined }): UpstreamPolicy {
  const { timeoutMs, clock, watch } = options;
  return (upstream) => {
    function execute(request: SubgraphRequest): Promise<SubgraphAnswer> {
      return new Promise((resolve, reject) => {
        const late = new AbortController();
        const leftMs = Math.max(0, Math.min(timeoutMs, (request.deadlineMs ?? Number.POSITIVE_INFINITY) - clock.elapsed()));
        const giveUp = (reason: unknown) => {
          reject(reason as Error);
          late.abort(reason);
        };
        const onGone = () => giveUp(request.signal.reason);
        const cancel = clock.after(timeoutMs, () => {
          watch?.count('timeout');
          giveUp(new CodedError('DEADLINE_EXCEEDED', `the subgraph ${upstream.name} took longer than ${timeoutMs} ms`, { details: { timeoutMs } }));
        });
        if (request.signal.aborted) onGone();
        request.signal.addEventListener('abort', onGone, { once: true });
        upstream
          .execute({ ...request, signal: late.signal, timeoutMs: leftMs })
          .then(resolve, reject)
          .finally(() => {
            cancel();
            request.signal.removeEventListener('abort', onGone);
          });
      });
    }
    return { ...upstream, name: upstream.name, execute };
  };
}
