/** How long to wait between attempts: doubling from `minMs`, never above `maxMs`. */
export interface BackoffPolicy {
  readonly minMs: number;
  readonly maxMs: number;
}

/** Share of a delay that chance may take away; less than half, so that each delay is longer than the one before until the cap. */
const JITTER = 0.25;

/**
 * The pause before attempt `attempt` (from 1), in whole milliseconds. `random` (0 to below 1) takes up to a quarter off, so that
 * many processes do not return together.
 */
export function toBackoffMs(policy: BackoffPolicy, attempt: number, random: number): number {
  const fullMs = Math.min(policy.maxMs, policy.minMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(fullMs * (1 - JITTER * random));
}
