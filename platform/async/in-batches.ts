import type { Clock } from '../clock/clock.ts';

/**
 * Groups what a source has ready: a batch holds at least one item and at most `max`, and is never held back to fill up,
 * so batches are small when little comes and grow under load. With `quietMs`, one empty batch follows after so long
 * without an item. Ends with the source; ending it early asks the source to end, without waiting for it.
 */
export async function* inBatches<T>(items: AsyncIterable<T>, options: { max: number; quietMs?: number; clock: Clock }): AsyncGenerator<readonly T[]> {
  const { max, quietMs, clock } = options;
  const iterator = items[Symbol.asyncIterator]();
  let next = iterator.next();
  let announceQuiet = false;
  try {
    for (;;) {
      if (announceQuiet && quietMs !== undefined && (await isSlower(next, quietMs, clock))) {
        announceQuiet = false;
        yield [];
      }
      const first = await next;
      if (first.done === true) return;
      const batch = [first.value];
      next = iterator.next();
      let ended = false;
      while (batch.length < max && !ended) {
        const ready = await Promise.race([next, turn()]);
        if (ready === undefined) break;
        if (ready.done === true) ended = true;
        else {
          batch.push(ready.value);
          next = iterator.next();
        }
      }
      announceQuiet = true;
      yield batch;
    }
  } finally {
    next.catch(() => undefined);
    void iterator.return?.().catch(() => undefined);
  }
}

/** One turn of the event loop: whatever the source can give without waiting is given by then. */
function turn(): Promise<undefined> {
  return new Promise((resolve) => {
    setImmediate(() => resolve(undefined));
  });
}

async function isSlower(next: Promise<unknown>, quietMs: number, clock: Clock): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const cancel = clock.after(quietMs, () => resolve(true));
  const settle = (): void => resolve(false);
  next.then(settle, settle);
  try {
    return await promise;
  } finally {
    cancel();
  }
}
