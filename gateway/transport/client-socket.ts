import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import { isLoopbackAddress, isLoopbackHost } from '../../platform/http/loopback.ts';
import { HeldCredential } from '../admission/held-credential.ts';
import type { OperationRequest } from '../admission/stage.ts';
import { toAnsweredErrors, toOutcomeCode } from '../errors.ts';
import type { RunningOperation } from '../started-operation.ts';
import type { ClientSink } from '../subscriptions/client-sink.ts';
import { FramedSocket } from './framed-socket.ts';
import { CLOSE_CODES, TransportConnection, type TransportHandlers } from './graphql-transport-ws.ts';
import { nextIdentity } from './next-identity.ts';
import { RememberedHeaders } from './remembered-headers.ts';
import { SocketWatch } from './socket-watch.ts';
import type { WebSocketParts } from './ws.ts';

/** One client's open WebSocket: who it is, what it runs, how long it stays. There may be very many: it holds no closure and no request. */
export class ClientSocket implements TransportHandlers {
  readonly connection: TransportConnection;
  readonly #socket: WebSocket;
  readonly #framed: FramedSocket;
  readonly #parts: WebSocketParts;
  readonly #onLifetime: (socket: WebSocket) => void;
  readonly #remoteAddress: string | undefined;
  /** Whether the caller is on this machine, and calls it so. */
  readonly #isLocal: boolean;
  readonly #headers: RememberedHeaders;
  readonly #watch: SocketWatch;
  #credential: HeldCredential | undefined;
  #giveBack: (() => void) | undefined;

  /** `onLifetime` is told when the socket has been open for as long as it may. */
  constructor(socket: WebSocket, request: IncomingMessage, options: { parts: WebSocketParts; onLifetime: (socket: WebSocket) => void }) {
    const { parts } = options;
    this.#socket = socket;
    this.#parts = parts;
    this.#onLifetime = options.onLifetime;
    this.#remoteAddress = request.socket.remoteAddress;
    this.#headers = new RememberedHeaders(request);
    this.#isLocal = isLoopbackAddress(this.#remoteAddress) && isLoopbackHost(this.#headers.get('host'));
    this.#framed = new FramedSocket(socket, request.socket, parts.held);
    this.connection = new TransportConnection(this.#framed, this, parts);
    this.#watch = new SocketWatch(socket, this, { ...parts.bounds, clock: parts.clock });
  }

  connect(connectionParams: Readonly<Record<string, unknown>> | undefined): void {
    orRefuse(() => {
      const held = new HeldCredential(this.#parts.credentials({ ...this.#caller(), connectionParams }), {
        clock: this.#parts.clock,
        noticeMs: this.#parts.expiryNoticeMs,
        onNotice: (expiresInMs) => this.connection.announceExpiry(expiresInMs),
        onEnd: (reason) => this.connection.close(CLOSE_CODES.forbidden, `Forbidden: UNAUTHENTICATED: ${reason}`),
      });
      this.#credential = held;
      this.#giveBack = this.#parts.places.take(held.identity);
    });
    this.#headers.settle();
  }

  renew(token: string): { readonly expiresAtMs: number | undefined } {
    return orRefuse(() => {
      const held = this.#acknowledged();
      held.renew(this.#parts.credentials({ ...this.#caller(), token }));
      return held;
    });
  }

  start(request: OperationRequest, sink: ClientSink): RunningOperation {
    const explains = this.#isLocal && request.extensions?.['explain'] === true;
    const identity = nextIdentity(this.#acknowledged().identity);
    return this.#parts.runner.start({ wire: 'websocket', request, identity, connection: this.#socket, address: this.#remoteAddress, explains }, sink);
  }

  onFault(error: unknown): void {
    this.#parts.logger.error({ err: error }, 'a WebSocket operation broke');
  }

  onIdle(): void {
    this.connection.close(CLOSE_CODES.normal, 'Idle: no operation for too long');
  }

  onLifetime(): void {
    this.#onLifetime(this.#socket);
  }

  /** It has answered a ping. */
  answered(): void {
    this.#watch.answered();
  }

  /** It has pinged, and was answered. */
  pinged(): void {
    this.#framed.holdIfBehind();
  }

  /** To be called once when the socket is closed. */
  closed(): void {
    this.#watch.stop();
    this.#credential?.release();
    this.#giveBack?.();
    this.#giveBack = undefined;
    this.connection.closed();
  }

  #caller() {
    return { remoteAddress: this.#remoteAddress, header: (name: string) => this.#headers.get(name) };
  }

  #acknowledged(): HeldCredential {
    if (this.#credential === undefined) throw new Error('an operation ran before the connection was acknowledged');
    return this.#credential;
  }
}

/** Throws what a client may be told of a refusal, its code first: by that a client knows whether to come again. */
function orRefuse<T>(decide: () => T): T {
  try {
    return decide();
  } catch (error) {
    const { errors } = toAnsweredErrors(error);
    throw new Error(`${toOutcomeCode(errors)}: ${errors[0]?.message ?? 'refused'}`, { cause: error });
  }
}
