/** What waits in this process for clients, be it that they do not take it or that they do not send the rest of it: there is a bound to all of it. */
export interface HeldBytes {
  /**
   * Says that so many bytes wait for a client now; 0 when none do, or it is gone. When there are too many of them in all, the
   * clients that have made it wait for the longest time are `cut`, until there are not.
   */
  note(client: object, bytes: number, cut: () => void): void;
}

interface Waiting {
  readonly bytes: number;
  readonly cut: () => void;
}

/** Counts what all clients together have not taken yet, `maxBytes` at most. */
export function createHeldBytes(maxBytes: number): HeldBytes {
  // In the order in which they fell behind.
  const waiting = new Map<object, Waiting>();
  let total = 0;

  function remove(client: object): void {
    total -= waiting.get(client)?.bytes ?? 0;
    waiting.delete(client);
  }

  return {
    note(client, bytes, cut) {
      total += bytes - (waiting.get(client)?.bytes ?? 0);
      if (bytes === 0) waiting.delete(client);
      else waiting.set(client, { bytes, cut });
      for (const [oldest, { cut: cutOldest }] of waiting) {
        if (total <= maxBytes) return;
        remove(oldest);
        cutOldest();
      }
    },
  };
}
