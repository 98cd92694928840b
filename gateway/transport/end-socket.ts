import type { Duplex } from 'node:stream';

/** How long a client may take to read the last words of a connection and to close its own half. */
const LINGER_MS = 2_000;

/**
 * Says the last words of a connection and closes it: when the client closes its half, too, and else after two seconds, for a
 * server leaves a half that is open to whoever holds it. Not sooner: what the client still sends would cut the words off.
 */
export function endSocket(socket: Duplex, words: string): void {
  socket.on('error', () => undefined);
  socket.resume();
  socket.end(words);
  const linger = setTimeout(() => socket.destroy(), LINGER_MS);
  linger.unref();
  socket.once('close', () => clearTimeout(linger));
}
