/**
 * Milliseconds to wait before attempt `attempt` (from 0): doubling from `firstMs` up to `maxMs`, then somewhere between half
 * of that and all of it, so that many who lost the same server do not come back at once. `random` gives 0 ≤ x < 1.
 */
export function backoffMs(attempt: number, options: { firstMs: number; maxMs: number; random: () => number }): number {
  const { firstMs, maxMs, random } = options;
  const ceiling = Math.min(maxMs, firstMs * 2 ** Math.min(attempt, 30));
  return ceiling / 2 + (ceiling / 2) * random();
}
