import type { WebSocket } from 'ws';
import type { Clock } from '../../platform/clock/clock.ts';
import type { TransportConnection } from './graphql-transport-ws.ts';

export interface SocketBounds {
  readonly clock: Clock;
  /** How often a socket is pinged, and looked at. */
  readonly keepAliveMs: number;
  /** How long a socket may run no operation; 0 for ever. */
  readonly idleMs: number;
  /** How long a socket may stay open; 0 for ever. */
  readonly lifetimeMs: number;
}

export interface SocketEnds {
  /** It has run nothing for too long. */
  onIdle(): void;
  /** It has been open for long enough. */
  onLifetime(): void;
}

/** Pings a socket and ends it when it has not answered by the next ping (it is gone, or reads nothing), is idle, or has lasted. Answers what ends the watch. */
export function watchSocket(
  socket: WebSocket,
  connection: TransportConnection,
  { clock, keepAliveMs, idleMs, lifetimeMs, onIdle, onLifetime }: SocketBounds & SocketEnds,
): () => void {
  const openedMs = clock.elapsed();
  let busyMs = openedMs;
  let started = 0;
  let answered = true;
  let cancel = clock.after(keepAliveMs, beat);
  socket.on('pong', () => {
    answered = true;
  });

  function beat(): void {
    if (!answered) {
      socket.terminate();
      return;
    }
    answered = false;
    socket.ping();
    cancel = clock.after(keepAliveMs, beat);
    const nowMs = clock.elapsed();
    if (connection.operations > 0 || connection.started > started) busyMs = nowMs;
    started = connection.started;
    if (idleMs > 0 && nowMs - busyMs >= idleMs) onIdle();
    else if (lifetimeMs > 0 && nowMs - openedMs >= lifetimeMs) onLifetime();
  }
  return () => cancel();
}
