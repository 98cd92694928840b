import type { ApolloServerOptionsWithGateway, ApolloServerPlugin } from '@apollo/server';
import type { Logger } from '../../platform/logging/logger.ts';
import type { DocumentCache } from '../admission/document-cache.ts';
import { assertNesting } from '../admission/nesting.ts';
import type { KnownDocuments } from '../admission/known-documents.ts';
import { toHttpStatus, toOutcomeCode, type GatewayErrorCode } from '../errors.ts';
import type { GenerationSource } from '../generation.ts';
import type { OperationRunner } from '../operation-runner.ts';
import { createShownDocuments, type HttpContext } from './apollo-documents.ts';
import { asksToExplain, readAskedExtensions, toRefusalStatus, type HttpEntry, type HttpRequest } from './http-entry.ts';
import { readJsonBody, type BodyBounds } from './json-body.ts';
import { toGraphQLErrors } from './to-graphql-errors.ts';

/** Apollo Server's idea of a gateway: where schemas come from, and what executes. */
type GatewayObject = ApolloServerOptionsWithGateway<HttpContext>['gateway'];
type GatewayExecutor = NonNullable<Awaited<ReturnType<GatewayObject['load']>>['executor']>;

/** What the entry through Apollo Server is made with. */
export interface ApolloEntryParts {
  readonly runner: OperationRunner;
  readonly generations: GenerationSource;
  readonly documents: DocumentCache;
  readonly known: KnownDocuments;
  readonly logger: Logger;
  readonly bodies: BodyBounds;
  /** Of the user. Each of their hooks is called but `willResolveField`. */
  readonly plugins: readonly ApolloServerPlugin[];
}

/** The way through Apollo Server, for plugins that were written for it. Loads it, and starts it on our own executor. */
export async function createApolloEntry(parts: ApolloEntryParts): Promise<HttpEntry> {
  const { ApolloServer, HeaderMap } = await import('@apollo/server');
  const disabled = await import('@apollo/server/plugin/disabled');
  const shown = createShownDocuments(parts.documents);
  const server = new ApolloServer<HttpContext>({
    gateway: createGatewayObject(parts.generations, createExecutor(parts.runner)),
    // Admission validates, for every wire alike; Apollo's own pass would be the second.
    dangerouslyDisableValidation: true,
    documentStore: shown.store,
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
      disabled.ApolloServerPluginLandingPageDisabled(),
      disabled.ApolloServerPluginUsageReportingDisabled(),
      disabled.ApolloServerPluginSchemaReportingDisabled(),
      // How long an answer is good for is said by what keeps it.
      disabled.ApolloServerPluginCacheControlDisabled(),
      shown.plugin,
      ...parts.plugins,
      retellDefects,
      statusByMediaType,
    ],
  });
  await server.start();
  return {
    async answer(request) {
      const { message, header, answerType } = request;
      const headers = new HeaderMap();
      for (const name of Object.keys(message.headers)) headers.set(name, header(name) ?? '');
      headers.set('accept', answerType);
      const httpGraphQLRequest = {
        method: message.method ?? 'GET',
        headers,
        search: toSearch(message.url),
        body: message.method === 'POST' ? await readJsonBody(message, parts.bodies) : undefined,
      };
      // Apollo Server makes text of what stands for a hash before admission is asked.
      assertNesting(readExtensions(httpGraphQLRequest), 'extensions');
      const context: HttpContext = { request };
      const answered = await shown.within(context, () => server.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => context }));
      const { body } = answered;
      if (body.kind !== 'complete') throw new Error('an answer in parts was not asked for');
      return { status: answered.status ?? 200, headers: answered.headers, takeTexts: () => [body.string] };
    },
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
    const { request: incoming, operationName = null } = context as HttpContext;
    const { message, identity, signal, setHeader } = incoming;
    const extensions = readAskedExtensions(incoming);
    const { errors, ...result } = await runner.run({
      wire: message.method === 'GET' ? 'http-get' : 'http-post',
      request: {
        query: source,
        operationName,
        variables: request.variables ?? null,
        extensions: extensions === undefined ? (request.extensions ?? null) : { ...request.extensions, ...extensions },
      },
      identity,
      signal,
      address: message.socket.remoteAddress,
      explains: asksToExplain(incoming, request.extensions),
      setHeader,
    });
    if (errors === undefined) return result;
    const status = result.data === undefined ? toHttpStatus(toOutcomeCode(errors)) : undefined;
    return { ...result, errors: toGraphQLErrors(errors, status) };
  };
}

/** Apollo Server chooses a status without a look at the media type of the answer. */
const statusByMediaType: ApolloServerPlugin<HttpContext> = {
  requestDidStart: async () => ({
    async willSendResponse({ response, contextValue }) {
      if (response.body.kind !== 'single' || response.body.singleResult.data !== undefined) return;
      const code = toOutcomeCode(response.body.singleResult.errors);
      const { status = 200 } = response.http;
      if (code === 'PERSISTED_QUERY_NOT_FOUND' || status === 400) response.http.status = toRefusalStatus(code, contextValue.request.answerType);
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

/** What stands for the extensions of a request, whatever it is; what is no JSON is refused by Apollo Server. */
function readExtensions({ body, search }: { readonly body: unknown; readonly search: string }): unknown {
  if (typeof body === 'object' && body !== null) return (body as { extensions?: unknown }).extensions;
  try {
    return JSON.parse(new URLSearchParams(search).get('extensions') ?? 'null');
  } catch {
    return undefined;
  }
}

function toSearch(url: HttpRequest['message']['url']): string {
  const at = url?.indexOf('?') ?? -1;
  return url === undefined || at === -1 ? '' : url.slice(at);
}

function toApolloLogger(logger: Logger) {
  return {
    debug: (message: unknown) => logger.debug(String(message)),
    info: (message: unknown) => logger.debug(String(message)),
    warn: (message: unknown) => logger.warn(String(message)),
    error: (message: unknown) => logger.error(String(message)),
  };
}
