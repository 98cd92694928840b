/** Lets at most so many tasks run at once; the rest wait in order. */
export interface ProbeSlots {
  run<T>(task: () => Promise<T>): Promise<T>;
}

/** `size` is at least 1. */
export function createProbeSlots(size: number): ProbeSlots {
  let free = size;
  const waiting: (() => void)[] = [];

  async function take(): Promise<void> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  // A slot goes to the next in line directly, so that nobody who comes later can take it first.
  function giveBack(): void {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  }

  return {
    async run(task) {
      await take();
      try {
        return await task();
      } finally {
        giveBack();
      }
    },
  };
}
