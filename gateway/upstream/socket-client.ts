import { createClient, type Client } from 'graphql-ws';
import { WebSocket, type ClientOptions, type RawData } from 'ws';
import type { Clock } from '../../platform/clock/clock.ts';
import { hasMoreValuesThan } from '../../platform/json/json-values.ts';
import { MAX_VALUES } from './read-answer.ts';
import type { UpstreamTls } from './subgraph-policies.ts';

const PING_EVERY_MS = 10_000;
const PONG_WITHIN_MS = 5_000;
const ACK_WITHIN_MS = 5_000;

/** A client of graphql-ws that knows how large its messages are. */
export interface SocketClient extends Client {
  /** Size of the message that is being handed on, in bytes. */
  readonly messageBytes: () => number;
}

/**
 * A graphql-transport-ws client with one connection: opened by the first subscription, closed with the last,
 * ended when the other side no longer answers pings. It never reconnects by itself: each subscription knows where it was.
 */
export function createSocketClient(options: {
  url: string;
  clock: Clock;
  maxMessageBytes: number;
  tls?: UpstreamTls | undefined;
  /** Sent with the upgrade. */
  headers?: Readonly<Record<string, string>>;
}): SocketClient {
  const { url, clock, maxMessageBytes, tls = {}, headers = {} } = options;
  let messageBytes = 0;
  let cancelDeath: (() => void) | undefined;
  const client = createClient({
    url,
    webSocketImpl: withConnection({ ...tls, headers, maxPayload: maxMessageBytes }, (bytes) => (messageBytes = bytes)),
    retryAttempts: 0,
    shouldRetry: () => false,
    connectionAckWaitTimeout: ACK_WITHIN_MS,
    keepAlive: PING_EVERY_MS,
    on: {
      ping(received) {
        if (received) return;
        cancelDeath?.();
        cancelDeath = clock.after(PONG_WITHIN_MS, () => client.terminate());
      },
      pong: () => cancelDeath?.(),
      closed: () => cancelDeath?.(),
    },
  });
  return { ...client, messageBytes: () => messageBytes };
}

/**
 * The library constructs sockets itself, with address and protocol alone. `onBytes` hears of each message before the library does, and a message of
 * too many values breaks the connection, as one of too many bytes does.
 */
function withConnection(options: ClientOptions, onBytes: (bytes: number) => void): unknown {
  return class extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { ...options, handshakeTimeout: ACK_WITHIN_MS });
    }

    override emit(event: string | symbol, ...told: unknown[]): boolean {
      if (event === 'message') {
        const data = told[0] as RawData;
        const bytes = Array.isArray(data) ? data.reduce((sum, part) => sum + part.length, 0) : data.byteLength;
        if (bytes > MAX_VALUES && hasMoreValuesThan(MAX_VALUES, String(data))) {
          this.terminate();
          return true;
        }
        onBytes(bytes);
      }
      return super.emit(event, ...told);
    }
  };
}
