/**
 * Computations under way, one a key: who asks for a key that is being computed waits for that computation.
 *
 * What is dropped meanwhile must not come back: a computation may have read what was there before the drop. So `drop` and
 * `dropTag` take it off: its waiters still get its value, later callers compute afresh, and `isCurrent` tells its owner
 * not to keep the value.
 */
export interface SingleFlight {
  run(key: string, tags: readonly string[], compute: (isCurrent: () => boolean) => Promise<string>): Promise<string>;
  /** The computation of this key that a caller may join. */
  find(key: string): Promise<string> | undefined;
  drop(key: string): void;
  dropTag(tag: string): void;
  dropAll(): void;
}

/** Makes one with nothing under way. It never rejects by itself: a computation that fails rejects everyone who waits for it. */
export function createSingleFlight(): SingleFlight {
  const flights = new Map<string, { readonly tags: readonly string[]; readonly value: Promise<string> }>();

  return {
    run(key, tags, compute) {
      // The first turn of `compute` must not run before the flight is registered, or it could not be dropped.
      const value: Promise<string> = Promise.resolve()
        .then(() => compute(() => flights.get(key)?.value === value))
        .finally(() => {
          if (flights.get(key)?.value === value) flights.delete(key);
        });
      flights.set(key, { tags, value });
      return value;
    },
    find: (key) => flights.get(key)?.value,
    drop: (key) => void flights.delete(key),
    dropTag(tag) {
      for (const [key, flight] of flights) if (flight.tags.includes(tag)) flights.delete(key);
    },
    dropAll: () => flights.clear(),
  };
}
