import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import type { CredentialRule } from '../admission/credentials.ts';
import { HeldCredential } from '../admission/held-credential.ts';
import { assertOrigin } from '../admission/origin.ts';
import type { AddressRate } from '../admission/rates/address-rate.ts';
import { refused, toAnsweredErrors, toHttpStatus, toOutcomeCode } from '../errors.ts';
import type { GatewayMetrics } from '../metrics.ts';
import type { OperationRunner } from '../operation-runner.ts';
import { departOneByOne } from './depart-one-by-one.ts';
import { CLOSE_CODES, createTransportConnection, SUBPROTOCOL, type TransportConnection } from './graphql-transport-ws.ts';
import { FramedSocket } from './framed-socket.ts';
import { toHeaderLookup } from './header-lookup.ts';
import type { SocketPlaces } from './socket-places.ts';
import { nextIdentity } from './next-identity.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { watchSocket, type SocketBounds } from './watch-socket.ts';

export interface WebSocketTransport {
  /** Takes a connection that asked for a WebSocket on the GraphQL path. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Refuses new sockets and closes the open ones with 1001, each at a moment of its own, so that clients go elsewhere. Resolves when all are closed. */
  close(): Promise<void>;
}

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
  const connections = new Map<WebSocket, TransportConnection>();
  let isClosing = false;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: parts.messageLimitBytes,
    perMessageDeflate: false,
    handleProtocols: (protocols) => (protocols.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });

  function accept(socket: WebSocket, request: IncomingMessage): void {
    metrics.sockets.inc();
    socket.once('close', () => metrics.sockets.dec());
    socket.on('error', (error) => logger.debug({ err: error }, 'a WebSocket failed'));
    if (socket.protocol !== SUBPROTOCOL) socket.close(CLOSE_CODES.subprotocolNotAcceptable, 'Subprotocol not acceptable');
    else speak(socket, request);
  }

  function speak(socket: WebSocket, request: IncomingMessage): void {
    const remoteAddress = request.socket.remoteAddress;
    const header = toHeaderLookup(request);
    let credential: HeldCredential | undefined;
    const connection = createTransportConnection(
      new FramedSocket(socket, request.socket),
      {
        connect(connectionParams) {
          orRefuse(() => {
            const held = new HeldCredential(parts.credentials({ remoteAddress, header, connectionParams }), {
              clock,
              noticeMs: parts.expiryNoticeMs,
              onNotice: (expiresInMs) => connection.announceExpiry(expiresInMs),
              onEnd: (reason) => connection.close(CLOSE_CODES.forbidden, `Forbidden: ${reason}`),
            });
            credential = held;
            const giveBack = parts.places.take(held.identity);
            socket.once('close', () => {
              held.release();
              giveBack();
            });
          });
        },
        renew(token) {
          return orRefuse(() => {
            const held = assertAcknowledged(credential);
            held.renew(parts.credentials({ remoteAddress, header, token }));
            return held;
          });
        },
        start(operation, sink) {
          const identity = nextIdentity(assertAcknowledged(credential).identity);
          return parts.runner.start({ wire: 'websocket', request: operation, identity, connection: socket, address: remoteAddress }, sink);
        },
        onFault: (error) => logger.error({ err: error }, 'a WebSocket operation broke'),
      },
      { clock, initTimeoutMs: parts.initTimeoutMs },
    );
    connections.set(socket, connection);
    const stopWatch = watchSocket(socket, connection, {
      ...parts.bounds,
      clock,
      onIdle: () => connection.close(CLOSE_CODES.normal, 'Idle: no operation for too long'),
      onLifetime: () => void sendAway(socket),
    });
    socket.on('message', (data, isBinary) => (isBinary ? connection.receiveBinary() : connection.receive(toText(data))));
    socket.once('close', () => {
      connections.delete(socket);
      stopWatch();
      connection.closed();
    });
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
    await connections.get(socket)?.leave(ANSWER_GRACE_MS);
    const cancel = clock.after(CLOSE_GRACE_MS, () => socket.terminate());
    await closed;
    cancel();
  }
}

/** Throws what a client may be told of a refusal. */
function orRefuse<T>(decide: () => T): T {
  try {
    return decide();
  } catch (error) {
    throw new Error(toAnsweredErrors(error).errors[0]?.message ?? 'refused', { cause: error });
  }
}

function assertAcknowledged(credential: HeldCredential | undefined): HeldCredential {
  if (credential === undefined) throw new Error('an operation ran before the connection was acknowledged');
  return credential;
}

function toText(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
