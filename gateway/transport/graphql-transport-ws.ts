import type { Clock } from '../../platform/clock/clock.ts';
import type { OperationRequest } from '../admission/stage.ts';
import type { SubgraphError } from '../../platform/subgraph/endpoint.ts';
import type { RunningOperation } from '../started-operation.ts';
import type { ClientSink } from '../subscriptions/client-sink.ts';
import type { Payload } from '../subscriptions/payload.ts';
import { InvalidTransportMessage, readRenewal, readTransportMessage, type ClientTransportMessage } from './transport-messages.ts';

/*
 * The server's side of https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverWebSocket.md, without a socket library.
 *
 *   opened ──connection_init──▶ initialising ──accepted──▶ acknowledged ──▶ leaving ──▶ closed
 *
 * Every state may leave, and starts nothing from then on; every state may close, and ignores what comes after that.
 */

/** The subprotocol that sockets must ask for. */
export const SUBPROTOCOL = 'graphql-transport-ws';

/** With which code a socket is closed for what reason. */
export const CLOSE_CODES = {
  normal: 1000,
  goingAway: 1001,
  internalError: 4500,
  badRequest: 4400,
  unauthorized: 4401,
  forbidden: 4403,
  subprotocolNotAcceptable: 4406,
  initialisationTimeout: 4408,
  subscriberExists: 4409,
  tooManyInitialisations: 4429,
} as const;

/** The socket as the protocol needs it. */
export interface TransportSocket {
  send(text: string): void;
  /** Sends `head`, the payload's JSON, and a closing brace as one message. Answers a promise when the socket can take no other before that resolves. */
  sendJoined(head: string, payload: Payload): Promise<void> | undefined;
  /** `reason` is at most 123 bytes. */
  close(code: number, reason: string): void;
}

/** What a connection asks of the gateway. */
export interface TransportHandlers {
  /** Decides on `connection_init`. A throw closes the socket with 4403 and the error's message. */
  connect(params: Readonly<Record<string, unknown>> | undefined): Promise<void> | void;
  /** Starts one operation, which is stopped when the client completes it or is gone. */
  start(request: OperationRequest, sink: ClientSink): RunningOperation;
  /** Takes a token that renews the connection's credential; answers when the newer one expires. A throw closes the socket with 4403 and the error's message. */
  renew(token: string): { readonly expiresAtMs: number | undefined };
  /** Told of what a handler threw though it must not; the socket is closed with 4500. */
  onFault(error: unknown): void;
}

type State = 'opened' | 'initialising' | 'acknowledged' | 'leaving' | 'closed';

/** One client's connection. There may be very many: a class, so that each holds its state and nothing else. */
export class TransportConnection {
  readonly #socket: TransportSocket;
  readonly #handlers: TransportHandlers;
  readonly #clock: Clock;
  #state: State = 'opened';
  #started = 0;
  #running: Map<string, SocketOperation> | undefined;
  #cancelInitTimeout: (() => void) | undefined;
  #afterAnswer: (() => void) | undefined;

  constructor(socket: TransportSocket, handlers: TransportHandlers, options: { readonly clock: Clock; readonly initTimeoutMs: number }) {
    this.#socket = socket;
    this.#handlers = handlers;
    this.#clock = options.clock;
    this.#cancelInitTimeout = options.clock.after(options.initTimeoutMs, () => this.#waitForTurn());
  }

  /** How many operations run. */
  get operations(): number {
    return this.#running?.size ?? 0;
  }

  /** How many have been started. */
  get started(): number {
    return this.#started;
  }

  /** Takes a text message of the client. */
  receive(text: string): void {
    if (this.#state === 'closed') return;
    try {
      const done = this.#handle(readTransportMessage(text));
      done?.catch((error: unknown) => this.#fault(error));
    } catch (error) {
      if (error instanceof InvalidTransportMessage) this.close(CLOSE_CODES.badRequest, error.message);
      else this.#fault(error);
    }
  }

  /** Takes a binary message, of which the protocol has none: closes with 4400. */
  receiveBinary(): void {
    this.close(CLOSE_CODES.badRequest, 'Invalid message: binary');
  }

  /** To be called once when the socket is closed, by whomever: ends every operation. */
  closed(): void {
    if (this.#state !== 'closed') this.#end();
  }

  /** Closes at once; does nothing once it is closed. */
  close(code: number, reason: string): void {
    if (this.#state === 'closed') return;
    this.#end();
    this.#socket.close(code, fitReason(reason));
  }

  /** Starts nothing more, and closes with 1001 once what has one answer is answered, or `graceMs` later; resolves then. What streams goes on elsewhere. */
  async leave(graceMs: number): Promise<void> {
    if (this.#state === 'closed' || this.#state === 'leaving') return;
    this.#state = 'leaving';
    this.#stopInitTimeout();
    const grace = Promise.withResolvers<void>();
    const cancelGrace = this.#clock.after(graceMs, grace.resolve);
    this.#afterAnswer = () => {
      if ([...(this.#running?.values() ?? [])].every((operation) => operation.isSubscription)) grace.resolve();
    };
    this.#afterAnswer();
    await grace.promise;
    cancelGrace();
    this.close(CLOSE_CODES.goingAway, 'Going away');
  }

  /** Tells the client when its credential expires. */
  announceExpiry(expiresInMs: number): void {
    this.#socket.send(JSON.stringify({ type: 'ping', payload: { extensions: { stream: { expiresInMs } } } }));
  }

  /** An operation is over. */
  forget(id: string): void {
    this.#running?.delete(id);
    this.#afterAnswer?.();
  }

  #handle(message: ClientTransportMessage): Promise<void> | void {
    switch (message.type) {
      case 'connection_init':
        return this.#initialise(message.payload);
      case 'ping':
        return this.#answerPing(message.payload);
      case 'pong':
        return undefined;
      case 'subscribe':
        return this.#subscribe(message.id, message.payload);
      case 'complete':
        this.#running?.get(message.id)?.stop();
        return this.forget(message.id);
    }
  }

  async #initialise(params: Readonly<Record<string, unknown>> | undefined): Promise<void> {
    if (this.#state === 'leaving') return;
    if (this.#state !== 'opened') {
      this.close(CLOSE_CODES.tooManyInitialisations, 'Too many initialisation requests');
      return;
    }
    this.#state = 'initialising';
    this.#stopInitTimeout();
    try {
      await this.#handlers.connect(params);
    } catch (error) {
      this.close(CLOSE_CODES.forbidden, `Forbidden: ${(error as Error).message}`);
      return;
    }
    // The socket may have closed while the handler decided.
    if ((this.#state as State) !== 'initialising') return;
    this.#state = 'acknowledged';
    this.#socket.send('{"type":"connection_ack"}');
  }

  #subscribe(id: string, request: OperationRequest): void {
    if (this.#state === 'leaving') return;
    if (this.#state !== 'acknowledged') {
      this.close(CLOSE_CODES.unauthorized, 'Unauthorized');
      return;
    }
    this.#running ??= new Map();
    if (this.#running.has(id)) {
      this.close(CLOSE_CODES.subscriberExists, `Subscriber for ${id} already exists`);
      return;
    }
    const operation = new SocketOperation(id, this.#socket, this);
    this.#running.set(id, operation);
    this.#started += 1;
    operation.running = this.#handlers.start(request, operation);
  }

  #answerPing(payload: Readonly<Record<string, unknown>> | undefined): void {
    const token = readRenewal(payload);
    if (token === undefined) {
      this.#socket.send(JSON.stringify({ type: 'pong', ...(payload === undefined ? {} : { payload }) }));
    } else if (this.#state !== 'acknowledged' && this.#state !== 'leaving') this.close(CLOSE_CODES.unauthorized, 'Unauthorized');
    else {
      try {
        const { expiresAtMs } = this.#handlers.renew(token);
        const expiresAt = expiresAtMs === undefined ? null : new Date(expiresAtMs).toISOString();
        // Never the token itself.
        this.#socket.send(JSON.stringify({ type: 'pong', payload: { extensions: { stream: { expiresAt } } } }));
      } catch (error) {
        this.close(CLOSE_CODES.forbidden, `Forbidden: ${(error as Error).message}`);
      }
    }
  }

  #fault(error: unknown): void {
    this.#handlers.onFault(error);
    this.close(CLOSE_CODES.internalError, 'Internal error');
  }

  /** In a process that is late its client's message may have come in time, and wait to be read: that is done before the socket is closed. */
  #waitForTurn(): void {
    const next = (then: () => void): void => {
      const turn = setImmediate(then);
      this.#cancelInitTimeout = () => clearImmediate(turn);
    };
    next(() => next(() => this.close(CLOSE_CODES.initialisationTimeout, 'Connection initialisation timeout')));
  }

  #stopInitTimeout(): void {
    this.#cancelInitTimeout?.();
    this.#cancelInitTimeout = undefined;
  }

  #end(): void {
    this.#state = 'closed';
    this.#stopInitTimeout();
    const running = this.#running;
    this.#running = undefined;
    for (const operation of running?.values() ?? []) operation.stop();
    this.#afterAnswer?.();
  }
}

/** One operation's messages on its socket. */
class SocketOperation implements ClientSink {
  running: RunningOperation | undefined;
  readonly #id: string;
  readonly #head: string;
  readonly #socket: TransportSocket;
  readonly #connection: TransportConnection;

  constructor(id: string, socket: TransportSocket, connection: TransportConnection) {
    this.#id = id;
    this.#head = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
    this.#socket = socket;
    this.#connection = connection;
  }

  get isSubscription(): boolean {
    return this.running?.isSubscription === true;
  }

  stop(): void {
    this.running?.stop();
  }

  // Many sockets may get this payload: it is written as JSON once, and only joined with each one's id.
  next(payload: Payload): Promise<void> | undefined {
    return this.#socket.sendJoined(this.#head, payload);
  }

  error(errors: readonly SubgraphError[]): void {
    this.#socket.send(`{"id":${JSON.stringify(this.#id)},"type":"error","payload":${JSON.stringify(errors)}}`);
    this.#over();
  }

  complete(): void {
    this.#socket.send(`{"id":${JSON.stringify(this.#id)},"type":"complete"}`);
    this.#over();
  }

  #over(): void {
    this.#connection.forget(this.#id);
  }
}

const MAX_REASON_BYTES = 123;

/** RFC 6455 leaves 123 bytes for a reason. */
function fitReason(reason: string): string {
  if (Buffer.byteLength(reason) <= MAX_REASON_BYTES) return reason;
  const cut = Buffer.from(reason)
    .subarray(0, MAX_REASON_BYTES - 3)
    .toString('utf8')
    .replace(/\uFFFD+$/, '');
  return `${cut}…`;
}
