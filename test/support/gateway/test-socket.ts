import { WebSocket, type ClientOptions } from 'ws';
import { waitUntil } from '../wait-until.ts';
import { SUBPROTOCOL } from '../../../gateway/transport/graphql-transport-ws.ts';

/** A raw WebSocket client that keeps what it gets, for tests of the protocol to the letter. */
export interface TestSocket {
  readonly socket: WebSocket;
  readonly messages: readonly Record<string, unknown>[];
  /** How it was closed, once it is. */
  readonly closed: { readonly code: number; readonly reason: string } | undefined;
  send(message: unknown): void;
  /** Opens the connection and waits for its acknowledgement. */
  init(payload?: unknown): Promise<void>;
  subscribe(id: string, payload: Record<string, unknown>): void;
  /** The first message that fits, waited for. */
  find(match: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** All messages of an operation. */
  of(id: string): readonly Record<string, unknown>[];
  /** Resolves when it is closed. */
  closing(): Promise<{ readonly code: number; readonly reason: string }>;
  /** Sends a ping and waits for its pong: everything sent before it has been taken by the server. */
  settle(): Promise<void>;
}

/** Opens a socket and waits until it is open, or refused. */
export async function openTestSocket(url: string, options: { protocol?: string | undefined } & ClientOptions = {}): Promise<TestSocket> {
  const { protocol = SUBPROTOCOL, ...clientOptions } = options;
  const socket = new WebSocket(url, protocol === '' ? [] : [protocol], clientOptions);
  const messages: Record<string, unknown>[] = [];
  let closed: { code: number; reason: string } | undefined;
  let settled = 0;
  socket.on('message', (data) => messages.push(JSON.parse(String(data)) as Record<string, unknown>));
  socket.on('close', (code, reason) => {
    closed = { code, reason: reason.toString() };
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  const client: TestSocket = {
    socket,
    messages,
    get closed() {
      return closed;
    },
    send: (message) => socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message)),
    async init(payload) {
      client.send({ type: 'connection_init', ...(payload === undefined ? {} : { payload }) });
      await client.find({ type: 'connection_ack' });
    },
    subscribe: (id, payload) => client.send({ id, type: 'subscribe', payload }),
    find: (match) =>
      waitUntil(() => messages.find((message) => Object.entries(match).every(([key, value]) => message[key] === value)), {
        what: JSON.stringify(match),
      }),
    of: (id) => messages.filter((message) => message['id'] === id),
    closing: () => waitUntil(() => closed, { what: 'the close' }),
    async settle() {
      settled += 1;
      const mark = `settle ${settled}`;
      client.send({ type: 'ping', payload: { mark } });
      await waitUntil(() => messages.find((message) => message['type'] === 'pong' && (message['payload'] as { mark?: string } | undefined)?.mark === mark), {
        what: mark,
      });
    },
  };
  return client;
}
