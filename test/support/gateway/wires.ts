import type { Operation } from '../../../gateway/operation.ts';
import type { SubgraphError } from '../../../platform/subgraph/endpoint.ts';
import { waitUntil } from '../wait-until.ts';
import type { TestGateway } from './test-gateway.ts';
import { openTestSocket } from './test-socket.ts';

/** Every way into the gateway. */
export const WIRE_NAMES = ['HTTP GET', 'HTTP POST', 'SSE GET', 'SSE POST', 'multipart', 'WebSocket'] as const;
/** A way by which requests travel. */
export type WireName = (typeof WIRE_NAMES)[number];

/** Every way in: each wire, and plain HTTP once more through Apollo Server. */
export const WAYS_IN: readonly (readonly [wire: WireName, httpEntry: 'direct' | 'apollo'])[] = [
  ...WIRE_NAMES.map((wire) => [wire, 'direct'] as const),
  ['HTTP GET', 'apollo'],
  ['HTTP POST', 'apollo'],
];

/** A request, whatever it travels by. */
export interface WireRequest {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: string;
  readonly extensions?: unknown;
}

/** What it was answered with. */
export interface WireAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly SubgraphError[];
  readonly extensions?: Record<string, unknown>;
}

/** One client for every wire. */
export interface Wires {
  /** The first result or refusal of an operation; a socket that was closed answers the code `CLOSED_<code>`. */
  send(wire: WireName, request: WireRequest): Promise<WireAnswer>;
  /** As `send`, for a request that is JSON already; not over GET. */
  sendText(wire: WireName, text: string): Promise<WireAnswer>;
  /** Resolves once an operation that fits has reached the engine. */
  reached(fits: (operation: Operation) => boolean): Promise<void>;
  close(): void;
}

const PROXY_HEADERS = { 'x-autoweave-workspace': 'default', 'x-autoweave-principal': 'developer' };
const ACCEPT: Readonly<Record<Exclude<WireName, 'WebSocket'>, string>> = {
  'HTTP GET': 'application/json',
  'HTTP POST': 'application/json',
  'SSE GET': 'text/event-stream',
  'SSE POST': 'text/event-stream',
  multipart: 'multipart/mixed;subscriptionSpec=1.0, application/json',
};

/** The ways to a gateway; the caller closes them. */
export async function openWires(gateway: Pick<TestGateway, 'url' | 'webSocketUrl'> & Partial<Pick<TestGateway, 'engine'>>): Promise<Wires> {
  const socket = await openTestSocket(gateway.webSocketUrl, { headers: PROXY_HEADERS });
  await socket.init();
  const gone = new AbortController();
  let lastId = 0;

  async function overHttp(wire: Exclude<WireName, 'WebSocket'>, request: { search: string; body?: string }): Promise<WireAnswer> {
    const { search, body } = request;
    const response = await fetch(`${gateway.url}/graphql${search}`, {
      method: body === undefined ? 'GET' : 'POST',
      signal: gone.signal,
      headers: {
        ...PROXY_HEADERS,
        accept: ACCEPT[wire],
        ...(body === undefined ? { 'apollo-require-preflight': 'yes' } : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
    });
    return readFirst(await response.text());
  }

  async function sendText(wire: WireName, text: string): Promise<WireAnswer> {
    if (wire !== 'WebSocket') return overHttp(wire, { search: '', body: text });
    const id = `${(lastId += 1)}`;
    socket.send(`{"type":"subscribe","id":"${id}","payload":${text}}`);
    const answer = await waitUntil(() => socket.messages.find((message) => message['id'] === id) ?? socket.closed);
    if (answer === socket.closed) return { errors: [{ message: socket.closed.reason, extensions: { code: `CLOSED_${socket.closed.code}` } }] };
    const { type, payload } = answer as Record<string, unknown>;
    return type === 'error' ? { errors: payload as SubgraphError[] } : (payload as WireAnswer);
  }

  return {
    sendText,
    send(wire, request) {
      const fields = Object.entries(request).filter(([name, value]) => name !== 'query' || value !== '');
      if (wire !== 'HTTP GET' && wire !== 'SSE GET') return sendText(wire, JSON.stringify(Object.fromEntries(fields)));
      const search = new URLSearchParams(fields.map(([key, value]): [string, string] => [key, typeof value === 'string' ? value : JSON.stringify(value)]));
      return overHttp(wire, { search: `?${search.toString()}` });
    },
    async reached(fits) {
      await waitUntil(() => gateway.engine?.seen.some(fits));
    },
    close() {
      gone.abort();
      socket.socket.terminate();
    },
  };
}

/** The first result in an answer: JSON as it is, the first event's data, or the first part that has a payload or errors. */
function readFirst(text: string): WireAnswer {
  const json = /^data: ?(\{.*\})$/m.exec(text)?.[1] ?? /^(\{.*("payload"|"errors"|"data").*\})\r?$/m.exec(text)?.[1] ?? text;
  const answer = JSON.parse(json) as WireAnswer & { payload?: WireAnswer | null };
  return answer.payload ?? answer;
}
