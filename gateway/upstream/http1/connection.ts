import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { UpstreamTls } from '../subgraph-policies.ts';
import type { BodyRoom } from './body-room.ts';
import { createResponseReader, type ResponseReader, type WholeResponse } from './response-reader.ts';

/** Where a server is. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  /** Undefined for a server that speaks without TLS. */
  readonly tls: UpstreamTls | undefined;
  /** How long it may take to accept a connection, TLS included. */
  readonly connectTimeoutMs: number;
}

/** A request that is ready to be sent. */
export interface ReadyRequest {
  /** Request line and headers, each line with its end, and the empty line. */
  readonly head: string;
  readonly body: string;
  /** True when the body is nothing but ASCII, so that it can go in the head's encoding. */
  readonly isAscii: boolean;
  /** A larger response is not read to its end. */
  readonly maxBytes: number;
}

/** Who waits for a response; told once. */
export interface Waiting {
  /** `response.body` is to be read at once. */
  onResponse(response: WholeResponse): void;
  onFailure(error: Error): void;
}

/** One connection to a server, over which one exchange at a time is made. */
export interface Connection {
  /** Sends a request over a connection that is idle. */
  exchange(request: ReadyRequest, waiting: Waiting): void;
  /** Ends it at once; who waits is told of `error`, and the owner that it is gone. */
  destroy(error: Error): void;
}

/** What a connection tells its owner. */
export interface ConnectionEvents {
  /** A response has come whole and another request may follow. */
  onIdle(connection: Connection): void;
  /** It is gone, told once. */
  onGone(connection: Connection): void;
}

/** An idle connection is kept for this long, or for a second less than its server says that it keeps it. */
const MAX_IDLE_MS = 30_000;
const KEPT = /(?:^|[\t ,])timeout=(\d{1,6})(?:$|[\t ,])/i;

/** What the connections to one server share. */
export interface SharedMemory {
  /** They read into it, one after the other. */
  readonly reading: Buffer;
  /** For what is kept of bodies that come in several pieces. */
  readonly room: BodyRoom;
}

/** Opens a connection; a request can be given to it before it is open. */
export function createConnection(address: ServerAddress, { reading, room }: SharedMemory, events: ConnectionEvents): Connection {
  let waiting: Waiting | undefined;
  let reader: ResponseReader | undefined;
  let isOpen = false;
  let isGone = false;

  function read(bytes: Buffer): void {
    try {
      // Nobody asked: what comes now could pass for the answer to the next request.
      if (reader === undefined) throw new Error('the server sent what nobody had asked for');
      const response = reader.take(bytes);
      if (response !== undefined) finish(response);
    } catch (error) {
      destroy(error as Error);
    }
  }

  function finish(response: WholeResponse): void {
    const told = waiting;
    const spent = reader;
    // What is left of a request that was answered before it was sent would be read as the beginning of the next one by a server that reads no further.
    const isClean = response.head.isPersistent && !response.hasMore && socket.writableLength === 0;
    const idleMs = isClean ? toIdleMs(response.head.headers['keep-alive']) : 0;
    waiting = undefined;
    reader = undefined;
    told?.onResponse(response);
    spent?.leave();
    if (idleMs <= 0) {
      destroy(new Error('the server keeps no connections'));
    } else if (!isGone) {
      socket.setTimeout(idleMs);
      events.onIdle(connection);
    }
  }

  function destroy(error: Error): void {
    if (isGone) return;
    isGone = true;
    socket.destroy();
    const told = waiting;
    waiting = undefined;
    reader?.leave();
    reader = undefined;
    told?.onFailure(error);
    events.onGone(connection);
  }

  const connection: Connection = {
    exchange({ head, body, isAscii, maxBytes }, asking) {
      waiting = asking;
      reader = createResponseReader(maxBytes, room);
      if (isOpen) socket.setTimeout(0);
      if (isAscii) {
        socket.write(head + body, 'latin1');
        return;
      }
      socket.cork();
      socket.write(head, 'latin1');
      socket.write(body, 'utf8');
      socket.uncork();
    },
    destroy,
  };

  const socket = open(address, reading, read);
  socket.setNoDelay(true);
  socket.setTimeout(address.connectTimeoutMs, () => destroy(isOpen ? new Error('idle for too long') : notAccepted()));
  socket.once(address.tls === undefined ? 'connect' : 'secureConnect', () => {
    isOpen = true;
    socket.setTimeout(waiting === undefined ? MAX_IDLE_MS : 0);
  });
  socket.on('error', destroy);
  socket.once('end', () => {
    const response = reader?.end();
    if (response === undefined) destroy(new Error('the server closed the connection before its answer was whole'));
    else finish(response);
  });
  socket.once('close', () => destroy(new Error('the connection was closed')));
  return connection;
}

/** Nothing was sent, which `code` tells whoever may send it elsewhere. */
function notAccepted(): Error {
  return Object.assign(new Error('the server did not accept the connection in time'), { code: 'CONNECT_TIMEOUT' });
}

/** Without TLS what comes is read straight into memory that is used again; TLS has memory of its own. */
function open({ host, port, tls }: ServerAddress, memory: Buffer, read: (bytes: Buffer) => void): Socket {
  if (tls !== undefined) return connectTls({ host, port, ALPNProtocols: ['http/1.1'], servername: isIP(host) === 0 ? host : '', ...tls }).on('data', read);
  const onread = {
    buffer: memory,
    callback(bytesRead: number) {
      read(memory.subarray(0, bytesRead));
      return true;
    },
  };
  return connectPlain({ host, port, onread });
}

function toIdleMs(keepAlive: string | undefined): number {
  const seconds = keepAlive === undefined ? null : KEPT.exec(keepAlive);
  return seconds === null ? MAX_IDLE_MS : Math.min(MAX_IDLE_MS, Number(seconds[1]) * 1_000 - 1_000);
}
