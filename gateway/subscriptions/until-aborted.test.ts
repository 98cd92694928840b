import { getEventListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { untilAborted } from './until-aborted.ts';

async function* count(to: number, failure?: Error): AsyncGenerator<number> {
  for (let number = 1; number <= to; number += 1) yield number;
  if (failure !== undefined) throw failure;
}

async function readAll(source: AsyncIterable<number>): Promise<number[]> {
  const read: number[] = [];
  for await (const number of source) read.push(number);
  return read;
}

describe('reading until a signal aborts', () => {
  const signal = new AbortController().signal;

  it('reads all, and leaves nothing with a signal that lives on', async () => {
    expect(await readAll(untilAborted(count(2), signal))).toEqual([1, 2]);
    await expect(readAll(untilAborted(count(1, new Error('broke')), signal))).rejects.toThrow('broke');
    for await (const _number of untilAborted(count(2), signal)) break;
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('ends while an item is awaited, and releases the source', async () => {
    const over = new AbortController();
    let isReleased = false;
    const source = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise<IteratorResult<number>>(() => undefined),
        return() {
          isReleased = true;
          return Promise.resolve({ done: true, value: undefined } as const);
        },
      }),
    };
    const reading = readAll(untilAborted<number>(source, over.signal));
    over.abort();
    expect(await reading).toEqual([]);
    expect(isReleased).toBe(true);
  });
});
