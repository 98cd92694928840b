import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer, type RawData } from 'ws';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import type { CredentialRule } from '../admission/credentials.ts';
import { assertOrigin } from '../admission/origin.ts';
import type { AddressRate } from '../admission/rates/address-rate.ts';
import { refused, toAnsweredErrors, toHttpStatus, toOutcomeCode } from '../errors.ts';
import type { GatewayMetrics } from '../metrics.ts';
import type { OperationRunner } from '../operation-runner.ts';
import { departOneByOne } from './depart-one-by-one.ts';
import { ClientSocket } from './client-socket.ts';
import { CLOSE_CODES, SUBPROTOCOL } from './graphql-transport-ws.ts';
import { toHeaderLookup } from './header-lookup.ts';
import type { SocketPlaces } from './socket-places.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import type { SocketBounds } from './socket-watch.ts';
import type { HeldBytes } from './held-bytes.ts';

/** GraphQL over WebSocket. */
export interface WebSocketTransport {
  /** Takes a connection that asked for a WebSocket on the GraphQL path. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Refuses new sockets and closes the open ones with 1001, each at a moment of its own, so that clients go elsewhere. Resolves when all are closed. */
  close(): Promise<void>;
}

/** What sockets are served with. */
export interface WebSocketParts {
  readonly runner: OperationRunner;
  readonly credentials: CredentialRule;
  /** How long before its end a credential's expiry is announced. */
  readonly expiryNoticeMs: number;
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly logger: Logger;
  readonly metrics: GatewayMetrics;
  /** Origins whose pages may connect beside those of this host. */
  readonly origins: ReadonlySet<string>;
  readonly addressRate: AddressRate;
  readonly messageLimitBytes: number;
  readonly held: HeldBytes;
  readonly initTimeoutMs: number;
  readonly bounds: Omit<SocketBounds, 'clock'>;
  readonly places: SocketPlaces;
  /** Over how long open sockets are closed when the process stops. */
  readonly drainMs: number;
}

/** How long a query or mutation may still take on a socket that is to be closed. */
const ANSWER_GRACE_MS = 5_000;
/** How long a client may take to answer a close. */
const CLOSE_GRACE_MS = 2_000;

/** graphql-transport-ws on `ws`. */
export function createWebSocketTransport(parts: WebSocketParts): WebSocketTransport {
  const { clock, logger, metrics } = parts;
  const clients = new Map<WebSocket, ClientSocket>();
  let isClosing = false;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: parts.messageLimitBytes,
    perMessageDeflate: false,
    WebSocket: toTellingSocket(parts.messageLimitBytes),
    handleProtocols: (protocols) => (protocols.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });

  function accept(socket: WebSocket, request: IncomingMessage): void {
    metrics.sockets.inc();
    socket.on('error', onError);
    socket.on('close', onClose);
    if (socket.protocol !== SUBPROTOCOL) {
      socket.close(CLOSE_CODES.subprotocolNotAcceptable, 'Subprotocol not acceptable');
      return;
    }
    clients.set(socket, new ClientSocket(socket, request, { parts, onLifetime: leaveSocket }));
    socket.on('message', onMessage);
    socket.on('pong', onPong);
    socket.on('ping', onPing);
  }

  // All sockets share these: each finds its client by the socket that it is called on.
  function onMessage(this: WebSocket, data: RawData, isBinary: boolean): void {
    const connection = clients.get(this)?.connection;
    if (isBinary) connection?.receiveBinary();
    else connection?.receive(toText(data));
  }

  function onPong(this: WebSocket): void {
    clients.get(this)?.answered();
  }

  function onPing(this: WebSocket): void {
    clients.get(this)?.pinged();
  }

  function onClose(this: WebSocket): void {
    metrics.sockets.dec();
    const client = clients.get(this);
    clients.delete(this);
    client?.closed();
  }

  function onError(error: Error): void {
    logger.debug({ err: error }, 'a WebSocket failed');
  }

  function leaveSocket(socket: WebSocket): void {
    void sendAway(socket);
  }

  return {
    upgrade(request, socket, head) {
      try {
        if (isClosing) throw refused('DRAINING', 'this process is stopping: connect again to go on');
        const tooMany = parts.addressRate(request);
        if (tooMany !== undefined) throw tooMany.error;
        assertOrigin(toHeaderLookup(request), parts.origins);
      } catch (error) {
        const [first = { message: 'refused' }] = toAnsweredErrors(error).errors;
        refuseUpgrade(socket, toHttpStatus(toOutcomeCode([first])), first);
        return;
      }
      sockets.handleUpgrade(request, socket, head, (opened) => accept(opened, request));
    },
    async close() {
      isClosing = true;
      sockets.close();
      await departOneByOne([...sockets.clients], sendAway, { clock, random: parts.random, windowMs: parts.drainMs });
    },
  };

  async function sendAway(socket: WebSocket): Promise<void> {
    if (socket.readyState === socket.CLOSED) return;
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    await clients.get(socket)?.connection.leave(ANSWER_GRACE_MS);
    const cancel = clock.after(CLOSE_GRACE_MS, () => socket.terminate());
    await closed;
    cancel();
  }
}

const MESSAGE_TOO_BIG = 1009;

/** `ws` closes a socket for a message that is too large without a word: this says how large one may be. */
function toTellingSocket(messageLimitBytes: number): typeof WebSocket {
  return class extends WebSocket {
    override close(code?: number, reason?: string | Buffer): void {
      super.close(code, reason ?? (code === MESSAGE_TOO_BIG ? `message bytes: expected at most ${messageLimitBytes}` : undefined));
    }
  };
}

function toText(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
