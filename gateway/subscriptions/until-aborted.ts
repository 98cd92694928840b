/**
 * Reads `source` until it ends or `signal` aborts. An abort ends the reading at once, even while the source's next item is
 * awaited, and releases the source; a late failure of it is nobody's any more.
 */
export function untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncIterableIterator<T> {
  const iterator = source[Symbol.asyncIterator]();
  const END = { done: true, value: undefined } as const;
  let endPending: (() => void) | undefined;

  /** The signal may outlive many sources, of which each would be held by it. */
  function forget(): void {
    signal.removeEventListener('abort', onAbort);
  }

  async function release(): Promise<void> {
    forget();
    await iterator.return?.(undefined);
  }

  function onAbort(): void {
    release().catch(() => undefined);
    endPending?.();
  }

  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();

  return {
    next() {
      if (signal.aborted) return Promise.resolve(END);
      return new Promise<IteratorResult<T>>((resolve, reject) => {
        endPending = () => resolve(END);
        iterator.next().then(
          (result) => {
            if (result.done === true) forget();
            resolve(result);
          },
          (error: unknown) => {
            forget();
            reject(error as Error);
          },
        );
      });
    },
    async return() {
      await release();
      return END;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
