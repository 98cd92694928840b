import type { ServerResponse } from 'node:http';
import type { HeldBytes } from './held-bytes.ts';

/** How long a client may take nothing of what it asked for. */
const UNREAD_MS = 30_000;

/**
 * Watches an answer that has been ended, but not taken whole yet: a connection on which nothing moves for half a minute is cut off,
 * and what waits counts among the bytes that wait.
 */
export function awaitReader(response: ServerResponse, held: HeldBytes): void {
  const bytes = response.writableLength;
  if (bytes === 0 || response.destroyed) return;
  const cut = (): void => void response.destroy();
  response.setTimeout(UNREAD_MS);
  held.note(response, bytes, cut);
  response.once('close', () => held.note(response, 0, cut));
}

/** Resolves when the client has taken what was written so far, or is gone; one that takes nothing for half a minute is cut off. */
export function untilTaken(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    function done(): void {
      response.off('drain', done);
      response.off('close', done);
      response.setTimeout(0);
      resolve();
    }
    response.once('drain', done);
    response.once('close', done);
    response.setTimeout(UNREAD_MS);
  });
}
