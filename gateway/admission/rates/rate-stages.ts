import { refused, type RefusedOperation } from '../../errors.ts';
import type { AdmissionConfig } from '../config.ts';
import { isLoopbackAddress } from '../../../platform/http/loopback.ts';
import type { AdmissionStage, Draft } from '../stage.ts';
import type { RateLimiter, RatePolicy, RateVerdict } from './rate-limiter.ts';

/** The time that all limits of callers are meant for. */
export const RATE_WINDOW_MS = 60_000;

/** How much a caller may ask for, and who counts as one. */
export interface RateOptions extends Pick<AdmissionConfig, 'rateLimit' | 'rateLimitCost'> {
  /** Whether callers on this machine are limited: they are where a proxy on it speaks for others. */
  readonly limitLoopback: boolean;
}

/** How many operations a caller may ask for. Stands early: what comes after it is work. */
export function createOperationRateStage(limiter: RateLimiter, options: RateOptions): AdmissionStage {
  return createRateStage({ name: 'operations', limit: options.rateLimit, windowMs: RATE_WINDOW_MS }, { limiter, options, unitsOf: () => 1 });
}

/** How much cost a caller may ask for; stands behind the estimate. */
export function createCostRateStage(limiter: RateLimiter, options: RateOptions): AdmissionStage {
  const policy = { name: 'cost', limit: options.rateLimitCost, windowMs: RATE_WINDOW_MS };
  return createRateStage(policy, { limiter, options, unitsOf: (draft) => Math.max(1, draft.cost?.estimated ?? 0) });
}

function createRateStage(policy: RatePolicy, parts: { limiter: RateLimiter; options: RateOptions; unitsOf(draft: Draft): number }): AdmissionStage {
  const { limiter, options, unitsOf } = parts;
  return {
    name: `rate: ${policy.name}`,
    async admit(draft) {
      if (policy.limit === 0 || (!options.limitLoopback && isLoopbackAddress(draft.address))) return {};
      const verdict = await limiter.take(toKey(draft), unitsOf(draft), policy);
      for (const [name, value] of Object.entries(toRateHeaders(policy, verdict))) draft.setHeader?.(name, value);
      if (!verdict.allowed) throw refusedByRate(policy, verdict);
      return {};
    },
  };
}

/** Who shares a bucket: a principal of a workspace; what has no name of its own, by its address. */
function toKey({ identity, address }: Draft): string {
  const name = `${identity.workspace}/${identity.principal}`;
  return identity.principal === 'anonymous' ? `${name}/${address ?? ''}` : name;
}

/** `RateLimit-Policy` and `RateLimit` of draft-ietf-httpapi-ratelimit-headers; `Retry-After` (seconds) for a refusal. */
export function toRateHeaders(policy: RatePolicy, verdict: RateVerdict): Readonly<Record<string, string>> {
  return {
    'ratelimit-policy': `"${policy.name}";q=${policy.limit};w=${policy.windowMs / 1_000}`,
    ratelimit: `"${policy.name}";r=${verdict.remaining};t=${Math.ceil(verdict.resetMs / 1_000)}`,
    ...(verdict.allowed ? {} : { 'retry-after': `${Math.max(1, Math.ceil(verdict.retryAfterMs / 1_000))}` }),
  };
}

/** The refusal that tells a caller which policy it has used up and when to ask again. */
export function refusedByRate(policy: RatePolicy, { retryAfterMs }: RateVerdict): RefusedOperation {
  return refused('RATE_LIMITED', `${policy.name}: expected at most ${policy.limit} in ${policy.windowMs / 1_000} s; ask again in ${retryAfterMs} ms`, {
    policy: policy.name,
    limit: policy.limit,
    windowMs: policy.windowMs,
    retryAfterMs,
  });
}
