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

export const SUBPROTOCOL = 'graphql-transport-ws';

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
  /** Sends `head`, JSON in `body`, and a closing brace as one message. Answers a promise when the socket can take no other before that resolves. */
  sendJoined(head: string, body: Buffer): Promise<void> | undefined;
  /** `reason` is at most 123 bytes. */
  close(code: number, reason: string): void;
}

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

export interface TransportConnection {
  /** Takes a text message of the client. */
  receive(text: string): void;
  /** Takes a binary message, of which the protocol has none: closes with 4400. */
  receiveBinary(): void;
  /** To be called once when the socket is closed, by whomever: ends every operation. */
  closed(): void;
  /** Starts nothing more, and closes with 1001 once what has one answer is answered, or `graceMs` later; resolves then. What streams goes on elsewhere. */
  leave(graceMs: number): Promise<void>;
  /** Closes at once; does nothing once it is closed. */
  close(code: number, reason: string): void;
  /** Tells the client when its credential expires. */
  announceExpiry(expiresInMs: number): void;
  /** How many operations run. */
  readonly operations: number;
  /** How many have been started. */
  readonly started: number;
}

type State = 'opened' | 'initialising' | 'acknowledged' | 'leaving' | 'closed';

export function createTransportConnection(
  socket: TransportSocket,
  handlers: TransportHandlers,
  options: { clock: Clock; initTimeoutMs: number },
): TransportConnection {
  let state: State = 'opened';
  let afterAnswer: () => void = () => undefined;
  let started = 0;
  const running = new Map<string, SocketOperation>();
  const cancelInitTimeout = options.clock.after(options.initTimeoutMs, () => close(CLOSE_CODES.initialisationTimeout, 'Connection initialisation timeout'));

  function close(code: number, reason: string): void {
    if (state === 'closed') return;
    end();
    socket.close(code, fitReason(reason));
  }

  function end(): void {
    state = 'closed';
    cancelInitTimeout();
    for (const operation of running.values()) operation.stop();
    running.clear();
    afterAnswer();
  }

  function forget(id: string): void {
    running.delete(id);
    afterAnswer();
  }

  async function initialise(params: Readonly<Record<string, unknown>> | undefined): Promise<void> {
    if (state === 'leaving') return;
    if (state !== 'opened') {
      close(CLOSE_CODES.tooManyInitialisations, 'Too many initialisation requests');
      return;
    }
    state = 'initialising';
    cancelInitTimeout();
    try {
      await handlers.connect(params);
    } catch (error) {
      close(CLOSE_CODES.forbidden, `Forbidden: ${(error as Error).message}`);
      return;
    }
    // The socket may have closed while the handler decided.
    if ((state as State) !== 'initialising') return;
    state = 'acknowledged';
    socket.send('{"type":"connection_ack"}');
  }

  async function leave(graceMs: number): Promise<void> {
    if (state === 'closed' || state === 'leaving') return;
    state = 'leaving';
    cancelInitTimeout();
    const grace = Promise.withResolvers<void>();
    const cancelGrace = options.clock.after(graceMs, grace.resolve);
    afterAnswer = () => {
      if ([...running.values()].every((operation) => operation.isSubscription)) grace.resolve();
    };
    afterAnswer();
    await grace.promise;
    cancelGrace();
    close(CLOSE_CODES.goingAway, 'Going away');
  }

  function subscribe(id: string, request: OperationRequest): void {
    if (state === 'leaving') return;
    if (state !== 'acknowledged') {
      close(CLOSE_CODES.unauthorized, 'Unauthorized');
      return;
    }
    if (running.has(id)) {
      close(CLOSE_CODES.subscriberExists, `Subscriber for ${id} already exists`);
      return;
    }
    const operation = new SocketOperation(id, socket, forget);
    running.set(id, operation);
    started += 1;
    operation.running = handlers.start(request, operation);
  }

  function complete(id: string): void {
    running.get(id)?.stop();
    forget(id);
  }

  function handle(message: ClientTransportMessage): Promise<void> | void {
    switch (message.type) {
      case 'connection_init':
        return initialise(message.payload);
      case 'ping':
        return answerPing(message.payload);
      case 'pong':
        return undefined;
      case 'subscribe':
        return subscribe(message.id, message.payload);
      case 'complete':
        return complete(message.id);
    }
  }

  function answerPing(payload: Readonly<Record<string, unknown>> | undefined): void {
    const token = readRenewal(payload);
    if (token === undefined) {
      socket.send(JSON.stringify({ type: 'pong', ...(payload === undefined ? {} : { payload }) }));
    } else if (state !== 'acknowledged' && state !== 'leaving') close(CLOSE_CODES.unauthorized, 'Unauthorized');
    else {
      try {
        const { expiresAtMs } = handlers.renew(token);
        const expiresAt = expiresAtMs === undefined ? null : new Date(expiresAtMs).toISOString();
        // Never the token itself.
        socket.send(JSON.stringify({ type: 'pong', payload: { extensions: { stream: { expiresAt } } } }));
      } catch (error) {
        close(CLOSE_CODES.forbidden, `Forbidden: ${(error as Error).message}`);
      }
    }
  }

  function fault(error: unknown): void {
    handlers.onFault(error);
    close(CLOSE_CODES.internalError, 'Internal error');
  }

  return {
    get operations() {
      return running.size;
    },
    get started() {
      return started;
    },
    close,
    announceExpiry(expiresInMs) {
      socket.send(JSON.stringify({ type: 'ping', payload: { extensions: { stream: { expiresInMs } } } }));
    },
    receive(text) {
      if (state === 'closed') return;
      try {
        const done = handle(readTransportMessage(text));
        done?.catch(fault);
      } catch (error) {
        if (error instanceof InvalidTransportMessage) close(CLOSE_CODES.badRequest, error.message);
        else fault(error);
      }
    },
    receiveBinary: () => close(CLOSE_CODES.badRequest, 'Invalid message: binary'),
    closed() {
      if (state !== 'closed') end();
    },
    leave,
  };
}

/** One operation's messages on its socket. */
class SocketOperation implements ClientSink {
  running: RunningOperation | undefined;
  readonly #head: string;
  readonly #id: string;
  readonly #socket: TransportSocket;
  readonly #forget: (id: string) => void;

  constructor(id: string, socket: TransportSocket, forget: (id: string) => void) {
    this.#id = JSON.stringify(id);
    this.#head = `{"id":${this.#id},"type":"next","payload":`;
    this.#socket = socket;
    this.#forget = forget;
  }

  get isSubscription(): boolean {
    return this.running?.isSubscription === true;
  }

  stop(): void {
    this.running?.stop();
  }

  // Many sockets may get this payload: it is written as JSON once, and only joined with each one's id.
  next(payload: Payload): Promise<void> | undefined {
    return this.#socket.sendJoined(this.#head, payload.bytes);
  }

  error(errors: readonly SubgraphError[]): void {
    this.#socket.send(`{"id":${this.#id},"type":"error","payload":${JSON.stringify(errors)}}`);
    this.#over();
  }

  complete(): void {
    this.#socket.send(`{"id":${this.#id},"type":"complete"}`);
    this.#over();
  }

  #over(): void {
    this.#forget(JSON.parse(this.#id) as string);
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
