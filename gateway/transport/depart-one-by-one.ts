import type { Clock } from '../../platform/clock/clock.ts';

/** How much time each of those who leave adds to the whole, so that few leave quickly. */
const EACH_MS = 10;

/** When those who have to leave do so. */
export interface Departure {
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  /** The last begins to leave after this at the latest; 0 has all leave at once. */
  readonly windowMs: number;
}

/** Lets each of `leaving` go at a moment of its own, so that they do not all arrive elsewhere together. Resolves when all have left. */
export async function departOneByOne<One>(leaving: readonly One[], depart: (one: One) => Promise<void>, departure: Departure): Promise<void> {
  const { clock, random, windowMs } = departure;
  const spreadMs = Math.min(windowMs, EACH_MS * (leaving.length - 1));
  await Promise.all(
    leaving.map(async (one) => {
      if (spreadMs > 0) await clock.sleep(random() * spreadMs);
      await depart(one);
    }),
  );
}
