import type { Clock } from '../../../platform/clock/clock.ts';
import { createBodyRoom } from './body-room.ts';
import { createConnection, type Connection, type ReadyRequest, type ServerAddress, type Waiting } from './connection.ts';
import type { WholeResponse } from './response-reader.ts';

/** Connections to one server that stay open. */
export interface ConnectionPool {
  /**
   * Sends a request once a connection is free, and gives the response to `read`, which must not keep its body; answers what that answers.
   * Rejects with the reason of `signal` when that aborts, with a ResponseTimeoutError when it takes too long, and with the connection's error when
   * that fails. Nothing is sent twice.
   */
  ask<T>(request: ReadyRequest, read: (response: WholeResponse) => T, patience: Patience): Promise<T>;
  /** Ends every connection; who waits is told. */
  close(): void;
}

/** How long somebody waits for a response. */
export interface Patience {
  readonly signal: AbortSignal;
  /** From the question to the whole response, the wait for a connection included; without a bound when undefined. */
  readonly timeout: { readonly timeoutMs: number; readonly clock: Clock } | undefined;
}

/** Thrown for a response that did not come in time. */
export class ResponseTimeoutError extends Error {}

/** How much a pool may take. */
export interface PoolBounds {
  readonly maxConnections: number;
  readonly maxBodyBytes: number;
}

/** What waits for a connection. */
interface Queued {
  readonly request: ReadyRequest;
  readonly waiting: Waiting;
  /** The connection that it was given to. */
  given: Connection | undefined;
}

/** As much as one read of a socket brings at most. What comes in one read is decoded from there; of what takes several, all is copied. */
const READ_BYTES = 256 * 1024;

/** A pool of at most `maxConnections`; the one that was used last is used next. Bodies that are being read take `maxBodyBytes` together. */
export function createConnectionPool(address: ServerAddress, { maxConnections, maxBodyBytes }: PoolBounds): ConnectionPool {
  const memory = { reading: Buffer.allocUnsafeSlow(READ_BYTES), room: createBodyRoom(maxBodyBytes) };
  const open = new Set<Connection>();
  const idle: Connection[] = [];
  const queue = new Set<Queued>();
  let isClosed = false;

  const events = {
    onIdle(connection: Connection): void {
      idle.push(connection);
      sendNext();
    },
    onGone(connection: Connection): void {
      open.delete(connection);
      const index = idle.indexOf(connection);
      if (index !== -1) idle.splice(index, 1);
      sendNext();
    },
  };

  function take(): Connection | undefined {
    const free = idle.pop();
    if (free !== undefined || open.size >= maxConnections) return free;
    const opened = createConnection(address, memory, events);
    open.add(opened);
    return opened;
  }

  function send(queued: Queued): boolean {
    const connection = take();
    if (connection === undefined) return false;
    queued.given = connection;
    connection.exchange(queued.request, queued.waiting);
    return true;
  }

  function sendNext(): void {
    const [first] = queue;
    if (first !== undefined && send(first)) queue.delete(first);
  }

  return {
    ask: (request, read, { signal, timeout }) =>
      new Promise((resolve, reject) => {
        if (isClosed) throw new Error('the pool is closed');
        signal.throwIfAborted();
        const waiting: Waiting = {
          onResponse(response) {
            stopWatching();
            try {
              resolve(read(response));
            } catch (error) {
              reject(error as Error);
            }
          },
          onFailure(error) {
            stopWatching();
            reject(error);
          },
        };
        const queued: Queued = { request, waiting, given: undefined };
        function giveUp(reason: Error): void {
          stopWatching();
          queue.delete(queued);
          reject(reason);
          queued.given?.destroy(reason);
        }
        const onAbort = (): void => giveUp(signal.reason as Error);
        const cancel = timeout?.clock.after(timeout.timeoutMs, () => giveUp(new ResponseTimeoutError('no response in time')));
        function stopWatching(): void {
          signal.removeEventListener('abort', onAbort);
          cancel?.();
        }
        signal.addEventListener('abort', onAbort);
        try {
          if (queue.size > 0 || !send(queued)) queue.add(queued);
        } catch (error) {
          // A connection that cannot even be begun, e.g. with certificates that are none.
          giveUp(error as Error);
        }
      }),
    close() {
      isClosed = true;
      const error = new Error('the connections were closed');
      for (const { waiting } of queue) waiting.onFailure(error);
      queue.clear();
      for (const connection of open) connection.destroy(error);
    },
  };
}
