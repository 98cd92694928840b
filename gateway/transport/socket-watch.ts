import type { WebSocket } from 'ws';
import type { Clock } from '../../platform/clock/clock.ts';
import type { TransportConnection } from './graphql-transport-ws.ts';

/** How long a socket may be open, silent or idle. */
export interface SocketBounds {
  readonly clock: Clock;
  /** How often a socket is pinged, and looked at. */
  readonly keepAliveMs: number;
  /** How long a socket may run no operation; 0 for ever. */
  readonly idleMs: number;
  /** How long a socket may stay open; 0 for ever. */
  readonly lifetimeMs: number;
}

/** Whose socket is watched. */
export interface WatchedSocket {
  readonly connection: TransportConnection;
  /** It has run nothing for too long. */
  onIdle(): void;
  /** It has been open for long enough. */
  onLifetime(): void;
}

/** Pings a socket and ends it when it has not answered by the next ping (it is gone, or reads nothing), is idle, or has lasted. */
export class SocketWatch {
  readonly #socket: WebSocket;
  readonly #watched: WatchedSocket;
  readonly #bounds: SocketBounds;
  readonly #openedMs: number;
  #busyMs: number;
  #started = 0;
  #isAnswered = true;
  #cancel: () => void;

  constructor(socket: WebSocket, watched: WatchedSocket, bounds: SocketBounds) {
    this.#socket = socket;
    this.#watched = watched;
    this.#bounds = bounds;
    this.#openedMs = bounds.clock.elapsed();
    this.#busyMs = this.#openedMs;
    this.#cancel = this.#beatLater();
  }

  /** The socket has answered a ping. */
  answered(): void {
    this.#isAnswered = true;
  }

  /** Ends the watch. */
  stop(): void {
    this.#cancel();
  }

  #beatLater(): () => void {
    return this.#bounds.clock.after(this.#bounds.keepAliveMs, () => this.#beat());
  }

  #beat(): void {
    if (!this.#isAnswered) {
      this.#socket.terminate();
      return;
    }
    this.#isAnswered = false;
    this.#socket.ping();
    this.#cancel = this.#beatLater();
    const { clock, idleMs, lifetimeMs } = this.#bounds;
    const { connection } = this.#watched;
    const nowMs = clock.elapsed();
    if (connection.operations > 0 || connection.started > this.#started) this.#busyMs = nowMs;
    this.#started = connection.started;
    if (idleMs > 0 && nowMs - this.#busyMs >= idleMs) this.#watched.onIdle();
    else if (lifetimeMs > 0 && nowMs - this.#openedMs >= lifetimeMs) this.#watched.onLifetime();
  }
}
