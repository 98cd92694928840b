import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { answerJson } from '../../platform/http/process-routes.ts';
import type { GatewayServer } from '../server.ts';
import { findAmbiguity } from './ambiguous-request.ts';
import { correlate } from './correlate.ts';
import { endSocket } from './end-socket.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { SECURITY_HEAD, setSecurityHeaders } from './security-headers.ts';

/** A node:http server in front of a gateway; whoever made it listens. */
export interface GatewayHttpServer {
  readonly server: Server;
  /** Takes no new connections, tells WebSocket clients to go elsewhere, and resolves when the requests under way are answered. */
  drain(): Promise<void>;
}

/** How long a client may take to send a request; its answer's own time is the operation's deadline. */
export interface RequestTimes {
  readonly headMs: number;
  /** Head and body. */
  readonly requestMs: number;
  /** How often connections are looked at: so much later, at most, one is cut off. */
  readonly lookEveryMs: number;
}

/** Not tighter: a process that had no time to read counts the time that a request waited for it, too. */
const REQUEST_TIMES: RequestTimes = { headMs: 15_000, requestMs: 60_000, lookEveryMs: 2_000 };

/**
 * Longer than proxies keep theirs (60 s is usual): whoever closes an idle connection first fails the request that is on its way, and a busy process
 * would close connections whose next request it had no time to read.
 */
const KEEP_ALIVE_TIMEOUT_MS = 75_000;
const MAX_HEADER_BYTES = 16_384;

/** Makes the server around a gateway; the caller listens. `times` bound slow heads and bodies. */
export function createGatewayHttpServer(gateway: GatewayServer, times = REQUEST_TIMES): GatewayHttpServer {
  let draining = false;
  const server = createServer(
    {
      headersTimeout: times.headMs,
      requestTimeout: times.requestMs,
      connectionsCheckingInterval: times.lookEveryMs,
      keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
      // Who asks for any other protocol is answered in this one, as if it had not asked (RFC 9110, section 7.8).
      shouldUpgradeCallback: ({ method, headers }) => method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket',
    },
    (request, response) => {
      // A connection that is kept alive would hold the drain until it is idle for long.
      if (draining) response.setHeader('connection', 'close');
      response.once('close', () => {
        if (draining) setImmediate(() => server.closeIdleConnections());
      });
      const ambiguity = findAmbiguity(request);
      if (ambiguity === undefined) gateway.handle(request, response);
      else refuseAmbiguous(request, response, ambiguity);
    },
  );
  server.on('upgrade', (request, socket, head) => {
    const ambiguity = findAmbiguity(request);
    if (ambiguity === undefined) gateway.upgrade(request, socket, head);
    else refuseUpgrade(socket, 400, toBadRequest(ambiguity));
  });
  server.on('clientError', (error, socket) => refuseConnection(error, socket, times));

  return {
    server,
    async drain() {
      draining = true;
      const closed = new Promise<void>((resolve) => (server.listening ? server.close(() => resolve()) : resolve()));
      server.closeIdleConnections();
      await gateway.drain();
      await closed;
    },
  };
}

/** The connection goes with it: nobody knows what else on it is meant otherwise. */
function refuseAmbiguous(request: IncomingMessage, response: ServerResponse, message: string): void {
  setSecurityHeaders(request, response);
  correlate(request, response);
  answerJson(response, { errors: [toBadRequest(message)] }, { status: 400, headers: { connection: 'close' } });
}

function toBadRequest(message: string) {
  return { message, extensions: { code: 'BAD_REQUEST' } };
}

/** What is not HTTP is told so in JSON, too. */
function refuseConnection(error: NodeJS.ErrnoException, socket: Duplex, times: RequestTimes): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, ...told } = toRefusal(error, times);
  const body = JSON.stringify({ errors: [told] });
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/json; charset=utf-8\r\n${SECURITY_HEAD}`;
  endSocket(socket, `${head}content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`);
}

function toRefusal({ code, bytesParsed = 0 }: NodeJS.ErrnoException & { bytesParsed?: number }, { headMs, requestMs }: RequestTimes) {
  if (code === 'HPE_HEADER_OVERFLOW') {
    const seen = Math.max(bytesParsed, MAX_HEADER_BYTES + 1);
    const message = `header bytes: expected at most ${MAX_HEADER_BYTES}, received ${seen} or more`;
    return { status: 431, message, extensions: { code: 'LIMIT_EXCEEDED', details: { limit: 'header bytes', max: MAX_HEADER_BYTES, seen } } };
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    const message = `request ms: expected the head within ${headMs} and all of it within ${requestMs}`;
    return { status: 408, message, extensions: { code: 'LIMIT_EXCEEDED', details: { limit: 'request ms', max: requestMs, headMs } } };
  }
  return { status: 400, message: `${STATUS_CODES[400]}`, extensions: { code: 'BAD_REQUEST' } };
}
