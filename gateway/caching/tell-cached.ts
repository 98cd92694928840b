import { badInput } from '../../platform/errors/coded-error.ts';
import type { OperationRequest } from '../admission/stage.ts';
import type { OperationResult } from '../operation.ts';
import { narrowPolicy } from './cache-policy.ts';
import type { CacheReport } from './response-cache.ts';

/** Whether a request asks how its answer came about, with `extensions.cache: true`. Throws BAD_USER_INPUT for what is neither true nor false. */
export function asksForCache({ extensions }: OperationRequest): boolean {
  const asked = extensions?.['cache'] ?? false;
  if (typeof asked !== 'boolean') throw badInput('extensions.cache', 'true or false', asked);
  return asked;
}

/** The answer with `extensions.cache`. Without a report nothing of the supergraph is kept. */
export function withCacheReport(result: OperationResult, report: CacheReport | undefined): OperationResult {
  return { ...result, extensions: { ...result.extensions, cache: toExtension(report, result) } };
}

/** The answer with what may be kept of it told beside its plan, where that is told: what is explained is never answered from what is kept. */
export function withExplainedCache(result: OperationResult, report: CacheReport | undefined): OperationResult {
  const { explain } = result.extensions ?? {};
  if (typeof explain !== 'object' || explain === null) return result;
  return { ...result, extensions: { ...result.extensions, explain: { ...explain, cache: toExtension(report, result) } } };
}

function toExtension(report: CacheReport | undefined, { freshness }: OperationResult): Record<string, unknown> {
  if (report === undefined) return { outcome: 'bypass', reason: 'no age' };
  const { outcome, reason, ageMs } = report;
  const policy = narrowPolicy(report.policy, freshness);
  if (policy.maxAgeMs === 0) return { outcome, reason, because: policy.because ?? null };
  return { outcome, reason, ageMs, maxAgeMs: policy.maxAgeMs, staleMs: policy.staleMs, scope: policy.isPrivate ? 'PRIVATE' : 'PUBLIC' };
}

/**
 * Tells HTTP caches what the answer is good for. They do not know who asks, so only `isForAll` makes it `public`: that
 * everybody who reaches this gateway is the same to it. What is not kept, and every error, stays `no-store`.
 */
export function setCacheHeaders(
  result: OperationResult,
  { policy: asked, ageMs }: CacheReport,
  to: { setHeader: (name: string, value: string) => void; isForAll: boolean },
): void {
  const policy = narrowPolicy(asked, result.freshness);
  if (policy.maxAgeMs === 0 || result.errors !== undefined) return;
  const whose = to.isForAll && !policy.isPrivate ? 'public' : 'private';
  const stale = policy.staleMs === 0 ? '' : `, stale-while-revalidate=${toSeconds(policy.staleMs)}`;
  to.setHeader('cache-control', `${whose}, max-age=${toSeconds(policy.maxAgeMs)}${stale}`);
  to.setHeader('age', String(toSeconds(ageMs)));
}

function toSeconds(ms: number): number {
  return Math.floor(ms / 1_000);
}
