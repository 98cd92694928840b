import { openEventStream, type EventStream } from '../../support/gateway/event-stream-client.ts';
import { openTestSocket, type TestSocket } from '../../support/gateway/test-socket.ts';
import { openParts } from './open-parts.ts';
import type { WireBackend } from './wire-backend.ts';

export interface WirePayload {
  readonly data?: {
    readonly eventReceived?: { readonly type: string; readonly data?: unknown };
    readonly publishEvent?: { readonly position: string };
    readonly events?: { readonly nodes: readonly { readonly type: string }[] };
  } | null;
  readonly errors?: readonly { readonly extensions: Record<string, unknown> }[];
  readonly extensions?: { readonly stream?: Record<string, unknown> };
}

/** A client of one subscription, whatever wire it uses. */
export interface Follower {
  payloads(): readonly WirePayload[];
  /** True once the server has ended it, for whatever reason. */
  isOver(): boolean;
  close(): void;
}

export type OpenWire = (backend: Pick<WireBackend, 'gateway'>, request: Record<string, unknown>) => Promise<Follower>;

/** Every wire that carries subscriptions. */
export const WIRES: Readonly<Record<string, OpenWire>> = {
  async 'graphql-transport-ws'(backend, request) {
    const client: TestSocket = await openTestSocket(backend.gateway.webSocketUrl);
    await client.init();
    client.subscribe('1', request);
    return {
      payloads: () =>
        client
          .of('1')
          .filter(({ type }) => type !== 'complete')
          .map(({ type, payload }) => (type === 'error' ? { errors: payload } : payload) as WirePayload),
      isOver: () => client.closed !== undefined || client.of('1').some(({ type }) => type === 'complete' || type === 'error'),
      close: () => client.socket.terminate(),
    };
  },
  async 'Server-Sent Events'(backend, request) {
    const stream: EventStream = await openEventStream(`${backend.gateway.url}/graphql`, { body: request });
    return {
      payloads: () => stream.events.filter(({ event }) => event === 'next').map(({ data }) => JSON.parse(data) as WirePayload),
      isOver: () => stream.ended,
      close: () => stream.close(),
    };
  },
  async 'multipart HTTP'(backend, request) {
    const parts = await openParts(`${backend.gateway.url}/graphql`, request);
    return {
      payloads: () => parts.payloads as readonly WirePayload[],
      isOver: () => parts.ended,
      close: () => parts.close(),
    };
  },
};
