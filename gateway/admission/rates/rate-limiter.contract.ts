import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RateLimiter } from './rate-limiter.ts';

/** What every limiter does. `open` gives a limiter that counts from nothing; `after` resolves when, at most `ms` later, `done` says so. */
export function describeRateLimiter(
  name: string,
  setup: { open(): Promise<RateLimiter>; after(ms: number, done: () => Promise<boolean>): Promise<unknown> },
): void {
  describe(name, () => {
    let limiter: RateLimiter;
    beforeEach(async () => {
      limiter = await setup.open();
    });
    afterEach(() => limiter.close());

    const slow = { name: 'slow', limit: 3, windowMs: 3_600_000 };
    const fast = { name: 'fast', limit: 2, windowMs: 200 };

    it('G03 allows the whole limit at once and says what is left, then refuses with the time to wait', async () => {
      const remaining = [];
      for (let at = 0; at < 3; at += 1) remaining.push((await limiter.take('a', 1, slow)).remaining);
      expect(remaining).toEqual([2, 1, 0]);
      const refused = await limiter.take('a', 1, slow);
      expect(refused).toMatchObject({ allowed: false, remaining: 0 });
      expect(refused.retryAfterMs).toBeGreaterThan(1_000_000);
      expect(refused.retryAfterMs).toBeLessThanOrEqual(1_200_000);
      expect(refused.resetMs).toBeLessThanOrEqual(3_600_000);
    });

    it('counts each key and each policy by itself', async () => {
      await limiter.take('a', 3, slow);
      expect((await limiter.take('a', 1, slow)).allowed).toBe(false);
      expect((await limiter.take('b', 1, slow)).allowed).toBe(true);
      expect((await limiter.take('a', 1, { ...slow, name: 'other' })).allowed).toBe(true);
    });

    it('does not count what it refuses, and gives units back with time', async () => {
      await limiter.take('a', 2, fast);
      await limiter.take('a', 2, fast);
      await setup.after(250, async () => (await limiter.take('a', 2, fast)).allowed);
    });

    it('takes what is heavier than the limit for all of it, once', async () => {
      expect((await limiter.take('a', 100, slow)).allowed).toBe(true);
      expect((await limiter.take('a', 1, slow)).allowed).toBe(false);
    });

    it('never allows more than the limit to callers that ask together', async () => {
      const verdicts = await Promise.all(Array.from({ length: 20 }, async () => limiter.take('crowd', 1, slow)));
      expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(3);
    });
  });
}
