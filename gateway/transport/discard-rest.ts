import type { IncomingMessage, ServerResponse } from 'node:http';

const MAX_DISCARDED_BYTES = 64 * 1024 * 1024;
const MAX_WAIT_MS = 2_000;

/**
 * Lets a client that is still sending finish before it is answered: one that writes into a closing connection sees a reset
 * instead of the answer. What it sends is thrown away. Resolves when the body has ended, or the bound of bytes or of time is
 * reached; the connection is closed after the answer.
 */
export function discardRest(request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('connection', 'close');
  if (request.complete) return Promise.resolve();
  return new Promise((resolve) => {
    let discarded = 0;
    const finish = () => resolve();
    AbortSignal.timeout(MAX_WAIT_MS).addEventListener('abort', finish, { once: true });
    request.on('data', (chunk: Buffer) => {
      discarded += chunk.length;
      if (discarded > MAX_DISCARDED_BYTES) request.destroy();
    });
    request.once('end', finish);
    request.once('close', finish);
    request.on('error', finish);
    request.resume();
  });
}
