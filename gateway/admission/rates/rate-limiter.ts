/** So much of something in a time; all of it may come at once. */
export interface RatePolicy {
  /** Names the policy in headers and errors: `operations`. */
  readonly name: string;
  /** Units in a window; at least 1. */
  readonly limit: number;
  readonly windowMs: number;
}

/** What a limiter says of one request. */
export interface RateVerdict {
  readonly allowed: boolean;
  /** Units left right now. */
  readonly remaining: number;
  /** When this request would be allowed; 0 when it is. */
  readonly retryAfterMs: number;
  /** When all units are there again. */
  readonly resetMs: number;
}

/** Counts by the generic cell rate algorithm: one time per key and no history. What is refused is not counted. */
export interface RateLimiter {
  /** Takes `units` for a key; more than the policy's limit count as all of it. */
  take(key: string, units: number, policy: RatePolicy): RateVerdict | Promise<RateVerdict>;
  close(): void;
}

/**
 * Judges by the time (ms) at which the key's bucket will be full again. `fullAtMs` is what to remember when it is allowed.
 */
export function judgeRate(
  knownFullAtMs: number | undefined,
  request: { nowMs: number; units: number },
  policy: RatePolicy,
): RateVerdict & { fullAtMs: number } {
  const { nowMs } = request;
  const unitMs = policy.windowMs / policy.limit;
  const current = Math.max(knownFullAtMs ?? nowMs, nowMs);
  const next = current + Math.min(request.units, policy.limit) * unitMs;
  const retryAfterMs = Math.max(0, next - policy.windowMs - nowMs);
  // A thousandth of a unit absorbs what floating point loses.
  const allowed = retryAfterMs < unitMs / 1_000;
  const fullAtMs = allowed ? next : current;
  return {
    allowed,
    remaining: Math.max(0, Math.floor((nowMs + policy.windowMs - fullAtMs) / unitMs + 0.001)),
    retryAfterMs: allowed ? 0 : toWholeMs(retryAfterMs),
    resetMs: toWholeMs(fullAtMs - nowMs),
    fullAtMs,
  };
}

/** Rounds up, but not for the nanoseconds by which the difference of two fractional times misses a whole number. */
function toWholeMs(ms: number): number {
  return Math.ceil(ms - 1e-6);
}
