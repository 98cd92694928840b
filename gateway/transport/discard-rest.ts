import type { IncomingMessage, ServerResponse } from 'node:http';

const MAX_DISCARDED_BYTES = 64 * 1024 * 1024;

/**
 * Lets a client that is still sending finish, so that it reads the answer instead of a reset connection: what it sends is
 * thrown away, up to a bound; then, and after the answer, the connection is closed.
 */
export function discardRest(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('connection', 'close');
  let discarded = 0;
  request.on('data', (chunk: Buffer) => {
    discarded += chunk.length;
    if (discarded > MAX_DISCARDED_BYTES) request.destroy();
  });
  request.on('error', () => undefined);
  request.resume();
}
