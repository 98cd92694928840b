/** Lets at most so many tasks run at once; the rest wait in order. */
export interface ProbeSlots {
  /** Rejects with the signal's reason when that aborts before there is a slot; what runs is left to heed it by itself. */
  run<T>(task: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

/** `size` is at least 1. */
export function createProbeSlots(size: number): ProbeSlots {
  let free = size;
  const waiting = new Set<() => void>();

  async function take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (free > 0) free -= 1;
    else await waitForSlot(signal);
  }

  function waitForSlot(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      function begin(): void {
        signal.removeEventListener('abort', giveUp);
        resolve();
      }
      function giveUp(): void {
        waiting.delete(begin);
        reject(signal.reason as Error);
      }
      waiting.add(begin);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  // A slot goes to the next in line directly, so that nobody who comes later can take it first.
  function giveBack(): void {
    const [next] = waiting;
    if (next === undefined) free += 1;
    else {
      waiting.delete(next);
      next();
    }
  }

  return {
    async run(task, signal) {
      await take(signal);
      try {
        return await task();
      } finally {
        giveBack();
      }
    },
  };
}
