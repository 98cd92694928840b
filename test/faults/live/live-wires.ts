import { request as send } from 'node:http';
import { WebSocket } from 'ws';

/** A client that speaks `extensions.stream` over a WebSocket, or a plain EventSource. */
export const LIVE_WIRES = ['websocket', 'event-source'] as const;
export type LiveWire = (typeof LIVE_WIRES)[number];

/** What a subscriber makes of a payload. */
export interface LiveFrame {
  readonly sequence?: number;
  readonly stream: { readonly cursor?: string; readonly state?: string; readonly resumed?: object };
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

export interface LiveConnection {
  close(): void;
}

export interface LiveStreamOptions {
  readonly url: string;
  readonly pattern: string;
  readonly cursor: string | undefined;
  readonly onFrame: (frame: LiveFrame) => void;
  /** Called once when the connection is gone, for whatever reason. */
  readonly onEnd: () => void;
  readonly onFailure: (what: string) => void;
}

const QUERY = 'subscription ($pattern: String!) { eventReceived(pattern: $pattern) { sequence } }';

export function openLiveStream(wire: LiveWire, options: LiveStreamOptions): LiveConnection {
  return wire === 'websocket' ? openSocket(options) : openEventSource(options);
}

interface Payload {
  readonly data?: { readonly eventReceived?: { readonly sequence: number } } | null;
  readonly errors?: LiveFrame['errors'];
  readonly extensions?: { readonly stream?: LiveFrame['stream'] };
}

function toFrame({ data, errors, extensions }: Payload): LiveFrame {
  const sequence = data?.eventReceived?.sequence;
  return { stream: extensions?.stream ?? {}, ...(sequence === undefined ? {} : { sequence }), ...(errors === undefined ? {} : { errors }) };
}

function openSocket({ url, pattern, cursor, onFrame, onEnd, onFailure }: LiveStreamOptions): LiveConnection {
  const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws');
  const stream = cursor === undefined ? {} : { resumeFrom: cursor };
  socket.on('open', () => socket.send('{"type":"connection_init"}'));
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as { type: string; payload?: unknown };
    switch (message.type) {
      case 'connection_ack':
        return socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: QUERY, variables: { pattern }, extensions: { stream } } }));
      case 'next':
        return onFrame(toFrame(message.payload as Payload));
      case 'error':
        onFrame({ stream: {}, errors: message.payload as NonNullable<LiveFrame['errors']> });
        return socket.close();
      case 'complete':
        onFailure('complete, and the source is not over');
        return socket.close();
    }
  });
  socket.on('error', () => undefined);
  socket.on('close', (code) => {
    if (code >= 4_000) onFailure(`closed with ${code}`);
    onEnd();
  });
  return { close: () => socket.terminate() };
}

function openEventSource({ url, pattern, cursor, onFrame, onEnd, onFailure }: LiveStreamOptions): LiveConnection {
  const headers = {
    accept: 'text/event-stream',
    'content-type': 'application/json',
    // A plain client says nothing of streams, but a browser's repeats the last id.
    ...(cursor === undefined ? {} : { 'last-event-id': cursor }),
  };
  const request = send(url, { method: 'POST', headers, agent: false });
  let isOver = false;
  function end(): void {
    if (isOver) return;
    isOver = true;
    onEnd();
  }
  request.on('response', (response) => {
    let rest = '';
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      const events = (rest + chunk).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        const data = /^data: (.+)$/m.exec(event)?.[1];
        if (event.startsWith('event: complete')) onFailure('complete, and the source is not over');
        else if (data !== undefined) onFrame(toFrame(JSON.parse(data) as Payload));
      }
    });
    response.on('error', () => undefined);
    response.on('close', end);
  });
  request.on('error', () => undefined);
  request.on('close', end);
  request.end(JSON.stringify({ query: QUERY, variables: { pattern } }));
  return { close: () => request.destroy() };
}
