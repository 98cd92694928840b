import { createServer, STATUS_CODES, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { GatewayServer } from '../server.ts';
import { SECURITY_HEAD } from './security-headers.ts';

/** A node:http server in front of a gateway; whoever made it listens. */
export interface GatewayHttpServer {
  readonly server: Server;
  /** Takes no new connections, tells WebSocket clients to go elsewhere, and resolves when the requests under way are answered. */
  drain(): Promise<void>;
}

/** Slow heads and bodies are cut off; a request's own time is the operation's deadline. */
const HEADERS_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 60_000;
const MAX_HEADER_BYTES = 16_384;

export function createGatewayHttpServer(gateway: GatewayServer): GatewayHttpServer {
  let draining = false;
  const server = createServer(
    { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS, maxHeaderSize: MAX_HEADER_BYTES },
    (request, response) => {
      // A connection that is kept alive would hold the drain until it is idle for long.
      if (draining) response.setHeader('connection', 'close');
      response.once('close', () => {
        if (draining) setImmediate(() => server.closeIdleConnections());
      });
      gateway.handle(request, response);
    },
  );
  server.on('upgrade', (request, socket, head) => gateway.upgrade(request, socket, head));
  server.on('clientError', refuseConnection);

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

const STATUS_BY_ERROR: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** What is not HTTP is told so in JSON, too. */
function refuseConnection(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = STATUS_BY_ERROR[error.code ?? ''] ?? 400;
  const body = JSON.stringify({ errors: [{ message: `${STATUS_CODES[status]}`, extensions: { code: 'BAD_REQUEST' } }] });
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/json; charset=utf-8\r\n${SECURITY_HEAD}`;
  socket.end(`${head}content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`);
}
