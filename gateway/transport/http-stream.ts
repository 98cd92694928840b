import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../platform/clock/clock.ts';
import { CORRELATION_HEADER } from '../../platform/request/identity-headers.ts';
import type { SubgraphError } from '../../platform/subgraph/endpoint.ts';
import type { CredentialRule } from '../admission/credentials.ts';
import { HeldCredential } from '../admission/held-credential.ts';
import { refused } from '../errors.ts';
import type { OperationRunner } from '../operation-runner.ts';
import type { RunningOperation } from '../started-operation.ts';
import type { ClientSink } from '../subscriptions/client-sink.ts';
import { toCursor } from '../subscriptions/payload.ts';
import { departOneByOne } from './depart-one-by-one.ts';
import { asksToExplain } from './http-entry.ts';
import { readGraphqlRequest } from './graphql-request.ts';
import { toHeaderLookup } from './header-lookup.ts';
import type { BodyBounds } from './json-body.ts';
import { EVENT_STREAM_TYPE } from './media-types.ts';
import { choosePartForm } from './part-forms.ts';
import type { StreamFormat } from './stream-formats.ts';

/** Operations whose results come one by one in one HTTP response. */
export interface HttpStreamTransport {
  /** Runs a request and streams its results; rejects, before anything is sent, for what is not a GraphQL request. */
  answer(request: IncomingMessage, response: ServerResponse, format: StreamFormat): Promise<void>;
  /** Ends the running streams, each with a reason and at a moment of its own, so that clients go elsewhere. Resolves when they have ended. */
  close(): Promise<void>;
}

/** What streamed answers over HTTP are made with. */
export interface HttpStreamParts {
  readonly runner: OperationRunner;
  readonly credentials: CredentialRule;
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly bodies: BodyBounds;
  /** Over how long running streams are ended when the process stops. */
  readonly drainMs: number;
  /** How long a stream may last; 0 for ever. */
  readonly lifetimeMs: number;
}

/** How long a client may take nothing of what it was sent. */
const STALL_MS = 60_000;
/** How long a query or mutation may still take on a stream that is to be ended. */
const ANSWER_GRACE_MS = 5_000;
/** How long a client may take to read the end of its stream. */
const INTERRUPT_GRACE_MS = 2_000;

const DRAINING = { message: 'This process is stopping: connect again to go on.', extensions: { code: 'DRAINING' } };
const EXPIRED = { message: 'This connection has lasted as long as one may: connect again to go on.', extensions: { code: 'CONNECTION_EXPIRED' } };

/** Server-Sent Events and multipart HTTP, which differ only in their format. */
export function createHttpStreamTransport(parts: HttpStreamParts): HttpStreamTransport {
  const { runner, credentials, clock, random, bodies, drainMs, lifetimeMs } = parts;
  const running = new Set<RunningStream>();
  let closing = false;

  async function answer(request: IncomingMessage, response: ServerResponse, format: StreamFormat): Promise<void> {
    const header = toHeaderLookup(request);
    if (request.method !== 'GET' && request.method !== 'POST') throw refused('METHOD_NOT_ALLOWED', 'GraphQL is answered to GET and POST');
    const credential = credentials({ remoteAddress: request.socket.remoteAddress, header });
    const { identity } = credential;
    response.setHeader(CORRELATION_HEADER, identity.correlationId);
    const operation = await readGraphqlRequest(request, bodies);
    const lastEventId = header('last-event-id');
    // Before anything is answered: one that has ended meanwhile is refused like any other.
    const held = new HeldCredential(credential, {
      clock,
      noticeMs: 0,
      onNotice: () => undefined,
      onEnd: (reason) => void stream.interrupt({ message: reason, extensions: { code: 'UNAUTHENTICATED' } }),
    });
    const stream = createRunningStream({ response, format, clock, lifetimeMs, onEnd: () => running.delete(stream) });
    running.add(stream);
    response.once('close', () => held.release());
    if (closing) {
      await stream.interrupt(DRAINING);
      return;
    }
    stream.begin(
      runner.start(
        {
          wire: request.method === 'GET' ? 'http-stream-get' : 'http-stream-post',
          request: lastEventId === undefined || lastEventId === '' ? operation : { ...operation, lastEventId },
          identity,
          address: request.socket.remoteAddress,
          explains: asksToExplain({ message: request, header }, operation.extensions),
          partForm: choosePartForm(header('accept'), EVENT_STREAM_TYPE),
        },
        stream,
      ),
    );
  }

  return {
    answer,
    async close() {
      closing = true;
      await departOneByOne([...running], (stream) => stream.interrupt(DRAINING), { clock, random, windowMs: drainMs });
    },
  };
}

interface RunningStream extends ClientSink {
  /** Takes the operation, which is stopped when its client is gone. */
  begin(operation: RunningOperation): void;
  /** Ends a subscription, for a reason; lets anything else come to its end first, for a while. */
  interrupt(reason: SubgraphError): Promise<void>;
}

interface RunningStreamOptions {
  readonly response: ServerResponse;
  readonly format: StreamFormat;
  readonly clock: Clock;
  readonly lifetimeMs: number;
  /** Called once when the response is over. */
  readonly onEnd: () => void;
}

function createRunningStream({ response, format, clock, lifetimeMs, onEnd }: RunningStreamOptions): RunningStream {
  let operation: RunningOperation | undefined;
  let stalledMs = 0;
  const begunMs = clock.elapsed();
  let cancelKeepAlive = clock.after(format.keepAliveMs, keepAlive);
  response.once('close', () => {
    cancelKeepAlive();
    operation?.stop();
    onEnd();
  });
  response.writeHead(200, { 'content-type': format.contentType, 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  response.write(format.opening);

  function keepAlive(): void {
    // A client that has not taken what was sent needs no sign of life; one that takes nothing for long is gone, before the end and after it.
    if (response.writableEnded || response.writableNeedDrain) stalledMs += format.keepAliveMs;
    else {
      stalledMs = 0;
      response.write(format.keepAlive);
    }
    if (stalledMs >= STALL_MS) {
      response.destroy();
      return;
    }
    cancelKeepAlive = clock.after(format.keepAliveMs, keepAlive);
    if (lifetimeMs > 0 && clock.elapsed() - begunMs >= lifetimeMs) void interrupt(EXPIRED);
  }

  async function interrupt(reason: SubgraphError): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      if (response.closed) resolve();
      else response.once('close', resolve);
    });
    if (operation !== undefined && !operation.isSubscription) await Promise.race([closed, clock.sleep(ANSWER_GRACE_MS)]);
    if (!response.writableEnded) {
      operation?.stop();
      tellErrors([reason]);
      response.end(format.interrupted);
    }
    const cancel = clock.after(INTERRUPT_GRACE_MS, () => response.destroy());
    await closed;
    cancel();
  }

  function send(json: Buffer, cursor: string | undefined): Promise<void> | undefined {
    if (response.destroyed || response.writableEnded) return undefined;
    return response.write(format.next(json, cursor)) ? undefined : untilWritable(response);
  }

  function tellErrors(errors: readonly SubgraphError[]): void {
    void send(Buffer.from(JSON.stringify({ errors })), undefined);
  }

  function complete(): void {
    if (!response.writableEnded) response.end(format.complete);
  }

  return {
    begin(started) {
      operation = started;
      if (response.closed) operation.stop();
    },
    next: (payload) => send(payload.bytes, toCursor(payload)),
    error(errors) {
      tellErrors(errors);
      complete();
    },
    complete,
    interrupt,
  };
}

function untilWritable(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    function done(): void {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    }
    response.once('drain', done);
    response.once('close', done);
  });
}
