import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { GraphQLError, type ExecutionArgs, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer, type VerifyClientCallbackAsync } from 'ws';
import { systemClock, type Clock } from '../clock/clock.ts';
import { CodedError } from '../errors/coded-error.ts';
import { createCallerCheck, type CallerCheck } from '../http/caller-check.ts';
import { answerJson, type RouteHandler } from '../http/process-routes.ts';
import { readBody } from '../http/read-body.ts';
import { readIdentity } from '../request/identity-headers.ts';
import { TIMEOUT_HEADER, withinTimeout } from './call-timeout.ts';
import { parseBounded } from './document-cache.ts';
import type { SubgraphEndpoint, SubgraphFrame, SubgraphRequest } from './endpoint.ts';
import { readSubgraphRequest, readSocketIdentity } from './read-subgraph-request.ts';

const PATH = '/graphql';
const NOT_JSON = {
  errors: [{ message: 'header content-type: expected application/json', extensions: { code: 'UNSUPPORTED_MEDIA_TYPE', field: 'content-type' } }],
};
const STATUS_BY_CODE: Readonly<Record<string, number>> = { PAYLOAD_TOO_LARGE: 413, INTERNAL_SERVER_ERROR: 500, DEADLINE_EXCEEDED: 504 };
const BODY_LIMIT_BYTES = 16 * 1024 * 1024;
/** The caller of a subgraph process is a gateway, which always says who asks; a person with curl is this. */
const UNSAID = { workspace: 'default', principal: 'developer' };

/**
 * `POST /graphql` of a subgraph process: one query or mutation as JSON, identity in the headers, from callers that pass `check`.
 * A caller that says how long it waits gets DEADLINE_EXCEEDED when that is over, and the call is aborted. Never answers HTML.
 */
export function createSubgraphRoute(endpoint: SubgraphEndpoint, check: CallerCheck = createCallerCheck(), clock: Clock = systemClock): RouteHandler {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    try {
      const identity = readIdentity((name) => request.headers[name] as string | undefined, UNSAID);
      const body = readSubgraphRequest(parseJson(await readBody(request, BODY_LIMIT_BYTES)));
      const result = await withinTimeout(request.headers[TIMEOUT_HEADER], {
        run: () => endpoint.execute({ ...body, identity, signal: gone.signal }),
        abort: (reason) => gone.abort(reason),
        clock,
      });
      answerJson(response, result, { headers: { 'x-correlation-id': identity.correlationId } });
    } catch (error) {
      const coded = error instanceof CodedError ? error : new CodedError('INTERNAL_SERVER_ERROR', 'internal error');
      const status = STATUS_BY_CODE[coded.code] ?? 400;
      answerJson(response, toBody(coded), { status, headers: { connection: 'close' } });
    }
  }
  return function route(request, response) {
    if (request.url?.split('?', 1)[0] !== PATH) return false;
    const refusal = check(request);
    if (refusal !== undefined) refuseCaller(response, refusal);
    else if (request.method === 'POST' && !isJson(request)) answerJson(response, NOT_JSON, { status: 415, headers: { connection: 'close' } });
    else if (request.method === 'POST') void answer(request, response);
    else answerJson(response, { errors: [{ message: 'use POST', extensions: { code: 'BAD_USER_INPUT' } }] }, { status: 405, headers: { allow: 'POST' } });
    return true;
  };
}

/** Plain HTTP of a subgraph beside GraphQL, for callers that pass `check`: whatever is asked that no other route of the process answers. */
export function withCallerCheck(routes: RouteHandler, check: CallerCheck): RouteHandler {
  return function route(request, response) {
    const refusal = check(request);
    if (refusal === undefined) return routes(request, response);
    refuseCaller(response, refusal);
    return true;
  };
}

function refuseCaller(response: ServerResponse, refusal: CodedError): void {
  answerJson(response, toBody(refusal), { status: toRefusalStatus(refusal), headers: { connection: 'close' } });
}

function toRefusalStatus({ code }: CodedError): number {
  return code === 'UNAUTHENTICATED' ? 401 : 403;
}

function toBody(error: CodedError): unknown {
  return { errors: [{ message: error.message, extensions: error.toExtensions() }] };
}

// A page of another site may send anything else without asking first.
function isJson(request: IncomingMessage): boolean {
  return /^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CodedError('BAD_USER_INPUT', 'body: expected JSON', { field: 'body', expected: 'a JSON object' });
  }
}

/**
 * graphql-transport-ws on the same path, for the gateway's one multiplexed connection; an upgrade must pass `check`.
 * `close` ends every socket.
 */
export function attachSubgraphSocket(server: Server, endpoint: SubgraphEndpoint, check: CallerCheck = createCallerCheck()): { close(): Promise<void> } {
  const sockets = new WebSocketServer({ server, path: PATH, maxPayload: BODY_LIMIT_BYTES, verifyClient: createVerifier(check) });
  const running = useServer<Record<string, unknown>, { request?: SubgraphRequest }>(
    {
      // The payload is turned into a request here, and run by the endpoint instead of graphql-js: it knows positions.
      onSubscribe: (_context, _id, payload) => toArguments(payload),
      execute: (args) => endpoint.execute(args.contextValue as SubgraphRequest) as Promise<ExecutionResult>,
      subscribe: (args) => toResults(endpoint, args.contextValue as SubgraphRequest),
    },
    sockets,
  );
  return {
    async close() {
      await running.dispose();
      sockets.close();
    },
  };
}

function createVerifier(check: CallerCheck): VerifyClientCallbackAsync {
  return function verify({ req }, done) {
    const refusal = check(req);
    if (refusal === undefined) done(true);
    else done(false, toRefusalStatus(refusal), JSON.stringify(toBody(refusal)), { 'Content-Type': 'application/json; charset=utf-8' });
  };
}

function toArguments(payload: SubscribePayload): ExecutionArgs | readonly GraphQLError[] {
  try {
    const request: SubgraphRequest = {
      ...readSubgraphRequest(payload),
      identity: readSocketIdentity(payload.extensions ?? undefined, UNSAID),
      signal: new AbortController().signal,
    };
    // No schema: graphql-ws only hands these arguments to the two functions above.
    return {
      schema: undefined as unknown as GraphQLSchema,
      document: parseBounded(payload.query),
      operationName: payload.operationName ?? null,
      contextValue: request,
    };
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    if (error instanceof CodedError) return [new GraphQLError(error.message, { extensions: error.toExtensions() })];
    throw error;
  }
}

// graphql-ws calls `return()` when the client completes or its socket closes: the abort releases the source at once,
// which a `return()` queued behind a pending `next()` of a generator would not.
function toResults(endpoint: SubgraphEndpoint, request: SubgraphRequest): AsyncGenerator<ExecutionResult, void, void> {
  const gone = new AbortController();
  const frames = endpoint.subscribe({ ...request, signal: gone.signal })[Symbol.asyncIterator]();
  return {
    async next() {
      const step = await frames.next();
      return step.done === true ? { done: true, value: undefined } : { done: false, value: toResult(step.value) };
    },
    async return() {
      gone.abort();
      await frames.return?.();
      return { done: true, value: undefined };
    },
    async throw(error: unknown) {
      gone.abort();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      gone.abort();
    },
  };
}

function toResult(frame: SubgraphFrame): ExecutionResult {
  return {
    data: frame.data,
    // graphql-ws writes what `toJSON` of each answers.
    ...(frame.errors === undefined ? {} : { errors: frame.errors.map((error) => ({ ...error, toJSON: () => error })) as never }),
    extensions: { stream: frame.stream },
  };
}
