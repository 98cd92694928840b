interface Waiter<T> {
  resolve(value: T): void;
  reject(reason: unknown): void;
}

/** Work on its way, and who waits for it. */
interface Flight<T> {
  readonly waiters: Set<Waiter<T>>;
  readonly over: AbortController;
}

/** Work that is done once for all who ask for it at the same time. */
export interface SharedFlights<T> {
  /** Whether somebody waits for this already. */
  has(key: string): boolean;
  /**
   * Joins the work of that key or starts it. One that gives up leaves the others waiting; the work is aborted with the last of them.
   * Rejects with the signal's reason when that aborts, else as the work does.
   */
  run(key: string, signal: AbortSignal, start: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

/**
 * `copy` makes what each further one gets; all copies are made before anybody gets the original. One whose copy cannot be made is
 * told why it could not.
 */
export function createSharedFlights<T>(copy: (value: T) => T): SharedFlights<T> {
  const flights = new Map<string, Flight<T>>();

  function giveCopy(waiter: Waiter<T>, value: T): void {
    try {
      waiter.resolve(copy(value));
    } catch (error) {
      waiter.reject(error);
    }
  }

  function depart(key: string, start: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const flight: Flight<T> = { waiters: new Set(), over: new AbortController() };
    flights.set(key, flight);
    start(flight.over.signal)
      .finally(() => {
        if (flights.get(key) === flight) flights.delete(key);
      })
      .then(
        (value) => {
          const [first, ...others] = flight.waiters;
          for (const waiter of others) giveCopy(waiter, value);
          first?.resolve(value);
        },
        (error: unknown) => {
          for (const waiter of flight.waiters) waiter.reject(error);
        },
      );
    return flight;
  }

  function board(key: string, flight: Flight<T>, signal: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      function leave(): void {
        flight.waiters.delete(waiter);
        reject(signal.reason as Error);
        if (flight.waiters.size > 0) return;
        if (flights.get(key) === flight) flights.delete(key);
        flight.over.abort(signal.reason);
      }
      const waiter: Waiter<T> = {
        resolve(value) {
          signal.removeEventListener('abort', leave);
          resolve(value);
        },
        reject(reason) {
          signal.removeEventListener('abort', leave);
          reject(reason as Error);
        },
      };
      flight.waiters.add(waiter);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  return {
    has: (key) => flights.has(key),
    async run(key, signal, start) {
      signal.throwIfAborted();
      return board(key, flights.get(key) ?? depart(key, start), signal);
    },
  };
}
