import { describe, expect, it } from '@jest/globals';
import { createManualClock } from '../clock/manual-clock.ts';
import { systemClock } from '../clock/clock.ts';
import { inBatches } from './in-batches.ts';

async function* count(to: number): AsyncGenerator<number> {
  for (let at = 1; at <= to; at += 1) {
    await Promise.resolve();
    yield at;
  }
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('inBatches', () => {
  it('groups what is ready, at most so many, in order, and loses nothing at the end', async () => {
    expect(await collect(inBatches(count(7), { max: 3, clock: systemClock }))).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
  });

  it('gives a lone item at once and one empty batch when it has been quiet', async () => {
    const clock = createManualClock();
    const gate = Promise.withResolvers<undefined>();
    async function* source(): AsyncGenerator<number> {
      yield 1;
      await gate.promise;
      yield 2;
    }
    const batches = inBatches(source(), { max: 10, quietMs: 100, clock });
    expect((await batches.next()).value).toEqual([1]);
    const quiet = batches.next();
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(100);
    expect((await quiet).value).toEqual([]);
    const rest = batches.next();
    gate.resolve(undefined);
    expect((await rest).value).toEqual([2]);
    expect((await batches.next()).done).toBe(true);
  });

  it('passes the failure of its source on', async () => {
    async function* broken(): AsyncGenerator<number> {
      yield 1;
      throw new Error('torn');
    }
    await expect(collect(inBatches(broken(), { max: 1, clock: systemClock }))).rejects.toThrow('torn');
  });
});
