import type { ApolloServerOptionsWithGateway, HTTPGraphQLRequest, HTTPGraphQLResponse, ApolloServerPlugin } from '@apollo/server';
import { parse } from 'graphql';
import type { Logger } from '../../platform/logging/logger.ts';
import type { RequestIdentity } from '../../platform/request/scope.ts';
import type { KnownDocuments } from '../admission/known-documents.ts';
import { isLoopbackAddress, isLoopbackHost } from '../../platform/http/loopback.ts';
import { isRequestError, toHttpStatus, toOutcomeCode, type GatewayErrorCode } from '../errors.ts';
import type { GenerationSource } from '../generation.ts';
import type { OperationRunner } from '../operation-runner.ts';
import { toGraphQLErrors } from './to-graphql-errors.ts';

/** Apollo Server's idea of a gateway: where schemas come from, and what executes. */
type GatewayObject = ApolloServerOptionsWithGateway<HttpContext>['gateway'];
type GatewayExecutor = NonNullable<Awaited<ReturnType<GatewayObject['load']>>['executor']>;

/** `true` asks for `extensions.cost`. */
const COST_HEADER = 'x-autoweave-cost';

/** `1` asks for `extensions.explain`: callers on this machine get it. */
const EXPLAIN_HEADER = 'x-autoweave-explain';

function asksToExplain(headers: { get(name: string): string | undefined | null } | undefined, address: string | undefined): boolean {
  return headers?.get(EXPLAIN_HEADER) === '1' && isLoopbackAddress(address) && isLoopbackHost(headers.get('host') ?? undefined);
}

/** What travels with a request through Apollo Server to the executor. */
interface HttpContext {
  readonly identity: RequestIdentity;
  readonly signal: AbortSignal;
  /** What the request names, kept from Apollo Server: see `STAND_IN`. */
  operationName?: string | undefined;
  readonly address: string | undefined;
  readonly setHeader: (name: string, value: string) => void;
  /** The media type of the answer decides on the status of a request that was not admitted. */
  readonly answersGraphqlResponse: boolean;
}

/** GraphQL over HTTP's reading and writing: negotiation, GET and POST, persisted queries, CSRF prevention. */
export interface HttpGraphql {
  answer(request: HTTPGraphQLRequest, context: HttpContext): Promise<HTTPGraphQLResponse>;
  stop(): Promise<void>;
}

/** Loads Apollo Server, which an embedded process that serves no HTTP never needs, and starts it on our own executor. */
export async function createApolloHttp(parts: {
  runner: OperationRunner;
  generations: GenerationSource;
  known: KnownDocuments;
  logger: Logger;
}): Promise<HttpGraphql> {
  const { ApolloServer } = await import('@apollo/server');
  const { ApolloServerPluginLandingPageDisabled, ApolloServerPluginUsageReportingDisabled, ApolloServerPluginSchemaReportingDisabled } =
    await import('@apollo/server/plugin/disabled');
  const server = new ApolloServer<HttpContext>({
    gateway: createGatewayObject(parts.generations, createExecutor(parts.runner)),
    // Admission validates, for every wire alike; Apollo's own pass would be the second.
    dangerouslyDisableValidation: true,
    documentStore: {
      get: async () => STAND_IN,
      set: async () => undefined,
      delete: async () => undefined,
    },
    // Admission registers; this answers what a hash stands for before the operation gets there.
    persistedQueries: {
      cache: {
        get: async (key) => parts.known.find(key.slice(key.lastIndexOf(':') + 1).toLowerCase()),
        set: async () => undefined,
        delete: async () => undefined,
      },
    },
    csrfPrevention: true,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: toApolloLogger(parts.logger),
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      hideOperationName,
      retellDefects,
      statusByMediaType,
    ],
  });
  await server.start();
  return {
    answer: (httpGraphQLRequest, context) => server.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => context }),
    stop: () => server.stop(),
  };
}

function createGatewayObject(generations: GenerationSource, executor: GatewayExecutor): GatewayObject {
  return {
    onSchemaLoadOrUpdate(callback) {
      const tell = () => {
        const { apiSchema, supergraphSdl } = generations.current();
        callback({ apiSchema, coreSupergraphSdl: supergraphSdl });
      };
      tell();
      return generations.onChange(tell);
    },
    load: async () => ({ executor }),
    stop: async () => undefined,
  };
}

function createExecutor(runner: OperationRunner): GatewayExecutor {
  return async function execute({ request, source, context }) {
    const { identity, signal, address, setHeader, operationName = null } = context as HttpContext;
    const asksForCost = request.http?.headers.get(COST_HEADER) === 'true';
    const { errors, ...result } = await runner.run({
      wire: request.http?.method === 'GET' ? 'http-get' : 'http-post',
      request: {
        query: source,
        operationName,
        variables: request.variables ?? null,
        extensions: asksForCost ? { ...request.extensions, cost: true } : (request.extensions ?? null),
      },
      identity,
      signal,
      address,
      explains: asksToExplain(request.http?.headers, address),
      setHeader,
    });
    if (errors === undefined) return result;
    const status = result.data === undefined ? toHttpStatus(toOutcomeCode(errors)) : undefined;
    return { ...result, errors: toGraphQLErrors(errors, status) };
  };
}

/**
 * What Apollo Server takes every document for. It neither parses, selects nor refuses in admission's stead then, so that
 * each request passes every stage; the executor gets the source.
 */
const STAND_IN = parse('{ __typename }');

/** Hides the operation's name, which the stand-in does not have. */
const hideOperationName: ApolloServerPlugin<HttpContext> = {
  requestDidStart: async () => ({
    async didResolveSource({ request, contextValue }) {
      contextValue.operationName = request.operationName;
      delete request.operationName;
    },
  }),
};

/**
 * GraphQL over HTTP: `application/json` answers a well-formed request that was not admitted with 200, for clients that
 * take other statuses for a proxy's; `application/graphql-response+json` says 400. Apollo Server says 400 for both.
 */
const statusByMediaType: ApolloServerPlugin<HttpContext> = {
  requestDidStart: async () => ({
    async willSendResponse({ response, contextValue }) {
      if (response.body.kind !== 'single' || contextValue.answersGraphqlResponse || response.http.status !== 400) return;
      const code = toOutcomeCode(response.body.singleResult.errors);
      if (isRequestError(code)) response.http.status = 200;
    },
  }),
};

/** What Apollo Server takes for a defect of its own though it is the caller's, by its message. */
const RETOLD: Readonly<Record<string, { code: GatewayErrorCode; message: string }>> = {
  'provided sha does not match query': { code: 'BAD_REQUEST', message: 'extensions.persistedQuery.sha256Hash: provided sha does not match query' },
  'Unsupported persisted query version': { code: 'BAD_REQUEST', message: 'extensions.persistedQuery: expected version 1 and sha256Hash, a SHA-256 in hex' },
};

const retellDefects: ApolloServerPlugin<HttpContext> = {
  requestDidStart: async () => ({
    async willSendResponse({ response }) {
      if (response.body.kind !== 'single' || response.body.singleResult.data !== undefined) return;
      const told = RETOLD[response.body.singleResult.errors?.[0]?.message ?? ''];
      if (told === undefined) return;
      response.http.status = toHttpStatus(told.code);
      response.body.singleResult.errors = [{ message: told.message, extensions: { code: told.code } }];
    },
  }),
};

function toApolloLogger(logger: Logger) {
  return {
    debug: (message: unknown) => logger.debug(String(message)),
    info: (message: unknown) => logger.debug(String(message)),
    warn: (message: unknown) => logger.warn(String(message)),
    error: (message: unknown) => logger.error(String(message)),
  };
}
