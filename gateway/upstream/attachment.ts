import type { SubscribePayload } from 'graphql-ws';
import type { SocketClient } from './socket-client.ts';

/** Why an attachment ended. */
export type Ending =
  | { readonly kind: 'complete' }
  /** The connection broke, or could not be made. */
  | { readonly kind: 'lost'; readonly cause: unknown }
  /** The other side refused or broke off this subscription, with GraphQL errors. */
  | { readonly kind: 'refused'; readonly errors: readonly unknown[] }
  /** More messages waited for their reader than may. */
  | { readonly kind: 'overflow' };

/**
 * One subscription over a client's connection, from subscribe to its end, which it returns. Messages wait in a queue of at
 * most `maxQueued`, of `maxQueuedBytes` as they came; beyond that it lets go, for the reader to come back for the rest. Returning it early unsubscribes,
 * and so does the signal, which makes it end as complete.
 */
export async function* attach(
  client: SocketClient,
  payload: SubscribePayload,
  options: { maxQueued: number; maxQueuedBytes: number; signal: AbortSignal },
): AsyncGenerator<unknown, Ending, undefined> {
  const { maxQueued, maxQueuedBytes, signal } = options;
  const queue: { readonly message: unknown; readonly bytes: number }[] = [];
  let queuedBytes = 0;
  let ending: Ending | undefined;
  let wake: () => void = () => undefined;
  let unsubscribe: () => void = () => undefined;

  function end(reason: Ending): void {
    ending ??= reason;
    unsubscribe();
    wake();
  }

  const onAbort = () => end({ kind: 'complete' });
  signal.addEventListener('abort', onAbort, { once: true });
  unsubscribe = client.subscribe(payload, {
    next(message) {
      if (ending !== undefined) return;
      const bytes = client.messageBytes();
      queue.push({ message, bytes });
      queuedBytes += bytes;
      // One message may always wait, however large.
      if (queue.length > maxQueued || (queue.length > 1 && queuedBytes > maxQueuedBytes)) end({ kind: 'overflow' });
      else wake();
    },
    error: (error) => end(Array.isArray(error) ? { kind: 'refused', errors: error } : { kind: 'lost', cause: error }),
    complete: () => end({ kind: 'complete' }),
  });

  try {
    for (;;) {
      if (signal.aborted) return { kind: 'complete' };
      const next = queue.shift();
      if (next !== undefined) {
        queuedBytes -= next.bytes;
        yield next.message;
      } else if (ending !== undefined) return ending;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    unsubscribe();
  }
}
