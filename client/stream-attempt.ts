import { createClient as createSocketClient, type Client as SocketClient } from 'graphql-ws';
import type { ConnectionWatch, StreamTransport } from './connection-state.ts';
import { ConnectionLost } from './connection-lost.ts';
import { runOverEventStream, type EventStreamSetup } from './event-stream-operation.ts';
import { GraphQLRequestError, type ResponseError } from './graphql-request-error.ts';

/** An operation as it is sent. */
export interface OperationPayload {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly extensions?: Record<string, unknown>;
}

/** A result of a subscription, whatever it came by. */
export interface StreamedResult {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly ResponseError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/**
 * Runs an operation once, until it is over. Throws GraphQLRequestError when it is refused or ends for a reason, and anything else when its connection is lost or
 * cannot be made: another attempt may then use another way.
 */
export type StreamAttempt = (payload: OperationPayload, signal: AbortSignal) => AsyncGenerator<StreamedResult>;

/** By what ways a client's subscriptions may travel. */
export interface StreamSetup extends EventStreamSetup {
  /** `auto`: WebSocket, and Server-Sent Events where no WebSocket gets through. */
  readonly transport: StreamTransport | 'auto';
  /** Asked whenever a connection is made. */
  readonly connectionParams: () => Promise<Record<string, unknown>>;
  /** Default: the platform's own, where it has one. */
  readonly webSocket: unknown;
  readonly watch: ConnectionWatch;
}

/** A client's ways; `close` ends what runs over WebSocket. */
export interface Streams {
  readonly attempt: StreamAttempt;
  close(): Promise<void>;
}

/**
 * The ways of a client's subscriptions. With `auto` a WebSocket is tried first, whenever a connection is to be made; where none
 * could be opened the next attempt takes an event stream. So a proxy that lets no WebSocket through costs one attempt a
 * reconnection, and a backend that was away for a while decides nothing.
 */
export function createStreams(setup: StreamSetup): Streams {
  const hasWebSocket = setup.webSocket !== undefined || 'WebSocket' in globalThis;
  const isAuto = setup.transport === 'auto' && hasWebSocket;
  let way: StreamTransport = setup.transport === 'auto' ? (hasWebSocket ? 'websocket' : 'event-stream') : setup.transport;
  let socket: SocketClient | undefined;
  let isAccepted = false;
  /** The closes of connections that had been accepted. */
  const acceptedBefore = new WeakSet<object>();
  let silence: ReturnType<typeof setTimeout> | undefined;

  function openSocket(): SocketClient {
    socket ??= createSocketClient({
      url: setup.url.replace(/^http/, 'ws'),
      keepAlive: setup.maxSilenceMs / 2,
      retryAttempts: 0,
      connectionAckWaitTimeout: CONNECT_TIMEOUT_MS,
      connectionParams: setup.connectionParams,
      on: {
        connecting: () => (isAccepted = false),
        connected: () => (isAccepted = true),
        closed(event) {
          clearTimeout(silence);
          if (typeof event === 'object' && event !== null && isAccepted) acceptedBefore.add(event);
          isAccepted = false;
        },
        ping(received) {
          if (received) return;
          clearTimeout(silence);
          silence = setTimeout(() => socket?.terminate(), setup.maxSilenceMs / 2);
        },
        // Whatever comes is a sign of life; the answer to a ping may stand behind much else.
        message: () => clearTimeout(silence),
      },
      ...(setup.webSocket === undefined ? {} : { webSocketImpl: setup.webSocket }),
    });
    return socket;
  }

  function run(payload: OperationPayload, signal: AbortSignal, onOpen: () => void): AsyncGenerator<StreamedResult> {
    return way === 'websocket'
      ? runOverSocket(openSocket(), payload, { signal, onOpen, acceptedBefore, isAccepted })
      : runOverEventStream(setup, payload, { signal, onOpen });
  }

  return {
    async *attempt(payload, signal) {
      const used = way;
      let isOpen = false;
      setup.watch.use(used);
      try {
        yield* run(payload, signal, () => (isOpen = true));
      } finally {
        // Others may have turned to another way meanwhile.
        if (isAuto && !signal.aborted && way === used) way = isOpen || used === 'event-stream' ? 'websocket' : 'event-stream';
      }
    },
    async close() {
      await socket?.dispose();
    },
  };
}

/** A proxy may take an upgrade and never answer it. */
const CONNECT_TIMEOUT_MS = 10_000;

async function* runOverSocket(
  socket: SocketClient,
  payload: OperationPayload,
  { signal, onOpen, acceptedBefore, isAccepted }: { signal: AbortSignal; onOpen: () => void; acceptedBefore: WeakSet<object>; isAccepted: boolean },
): AsyncGenerator<StreamedResult> {
  // Nobody says of a socket that was open already that it opens; what runs on it is not ended because this one has to wait.
  const impatience = isAccepted ? undefined : setTimeout(() => socket.terminate(), CONNECT_TIMEOUT_MS);
  function opened(): void {
    clearTimeout(impatience);
    onOpen();
  }
  const forget = socket.on('connected', opened);
  if (isAccepted) onOpen();
  const results = socket.iterate<Record<string, unknown>, Record<string, unknown>>(payload);
  const stop = (): void => void results.return?.(undefined);
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const result of results) yield result as StreamedResult;
  } catch (error) {
    if (!Array.isArray(error)) throw toLoss(error, acceptedBefore);
    opened();
    throw new GraphQLRequestError(error as readonly ResponseError[]);
  } finally {
    signal.removeEventListener('abort', stop);
    forget();
    clearTimeout(impatience);
  }
}

function toLoss(error: unknown, acceptedBefore: WeakSet<object>): unknown {
  const close = error as { readonly code?: unknown; readonly reason?: unknown } | null;
  if (typeof close?.code !== 'number') return error;
  return new ConnectionLost({ code: close.code, reason: typeof close.reason === 'string' ? close.reason : '' }, acceptedBefore.has(close));
}
