/** Runs work of one key in the order of the calls, one at a time; work of other keys goes on beside it. */
export interface KeyedTurns {
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
}

/** Work of one key runs in turn, of different keys side by side. A key without work is forgotten. */
export function createKeyedTurns(): KeyedTurns {
  const last = new Map<string, Promise<unknown>>();
  return {
    async run(key, work) {
      const mine = (last.get(key) ?? Promise.resolve()).then(work, work);
      const settled = mine.catch(() => undefined);
      last.set(key, settled);
      try {
        return await mine;
      } finally {
        if (last.get(key) === settled) last.delete(key);
      }
    },
  };
}
