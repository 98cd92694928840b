import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Registry } from 'prom-client';
import type { Clock } from '../platform/clock/clock.ts';
import { ConfigError } from '../platform/config/settings.ts';
import { answerJson, createProcessRoutes, type DependencyChecks, type RouteHandler } from '../platform/http/process-routes.ts';
import type { Lifecycle } from '../platform/lifecycle/lifecycle.ts';
import type { Logger } from '../platform/logging/logger.ts';
import { findPackageFile } from '../platform/package/package-files.ts';
import { createDocumentCache } from './admission/document-cache.ts';
import type { AdmissionParts } from './admission/admission.ts';
import { openAdmission } from './admission/open-admission.ts';
import { assertOrigin, readOrigins } from './admission/origin.ts';
import { toCredentialRule, type CredentialRule } from './admission/credentials.ts';
import { ANONYMOUS, IDENTITY_RULES, type IdentityRule, type IdentityRuleName } from './admission/identity.ts';
import { withPropagatedHeaders } from './admission/propagated-headers.ts';
import type { ResponseCache } from './caching/response-cache.ts';
import type { GatewayConfig } from './config.ts';
import type { GenerationSource } from './generation.ts';
import { createGatewayMetrics, type GatewayMetrics } from './metrics.ts';
import { createOperationRunner } from './operation-runner.ts';
import { shareOperations, type Execute } from './share-operations.ts';
import { explainResult } from './explain-result.ts';
import { createTurns, readLoopIdleMs } from './turns.ts';
import { createPlaygroundRoutes } from './playground/playground-routes.ts';
import { createCursorSealer } from './subscriptions/cursor.ts';
import { loadCursorKey } from './subscriptions/cursor-key.ts';
import { createRunningSubscriptions, type RunningSubscriptions } from './subscriptions/running-subscriptions.ts';
import { addSubscriptionMetrics } from './subscriptions/subscription-metrics.ts';
import { createSharedSources } from './subscriptions/shared-sources.ts';
import type { ApolloEntryParts } from './transport/apollo.ts';
import { answerCors } from './transport/cors.ts';
import { correlate } from './transport/correlate.ts';
import { createDirectEntry } from './transport/direct-entry.ts';
import { toHeaderLookup } from './transport/header-lookup.ts';
import { refuseUpgrade } from './transport/refuse-upgrade.ts';
import { setSecurityHeaders } from './transport/security-headers.ts';
import { createHttpStreamTransport } from './transport/http-stream.ts';
import { createHttpTransport, type Refusal } from './transport/http.ts';
import type { HttpEntry } from './transport/http-entry.ts';
import { createSocketPlaces } from './transport/socket-places.ts';
import { createHeldBytes } from './transport/held-bytes.ts';
import { createWebSocketTransport } from './transport/ws.ts';

const GRAPHQL_PATH = '/graphql';

/** What a gateway is made of. Nothing here listens. */
export interface GatewaySetup {
  readonly generations: GenerationSource;
  readonly config: Omit<GatewayConfig, 'host' | 'port' | 'metricsPort' | 'identity'>;
  /** Who callers are: the configured rule, or `open` for a gateway that stands alone. */
  readonly identity: IdentityRuleName;
  /** In place of that rule: one that knows how long a caller's word holds, and renews it. */
  readonly credentials?: CredentialRule;
  /** Headers of callers that rules of subgraphs read, by lower-case name. */
  readonly propagatedHeaders?: readonly string[];
  readonly clock: Clock;
  readonly logger: Logger;
  /** Gets the gateway's metrics; served at `/metrics`. */
  readonly metrics: Registry;
  readonly lifecycle: Lifecycle;
  /** What `/ready` asks beside the lifecycle. */
  readonly checks: DependencyChecks;
  /** Where the cursor key is kept when the configuration has none; undefined for a key that lasts as long as the process. */
  readonly dataDir: string | undefined;
  /** Plain HTTP of parts that share the port, asked after the gateway's own routes, for callers that the identity rule lets in. */
  readonly routes?: readonly RouteHandler[];
  /** What is kept of answers; without one nothing is. */
  readonly responses?: ResponseCache;
  /** Where its subscriptions are listed while they run; its own when nobody else looks. */
  readonly subscriptions?: RunningSubscriptions;
  /** Parts of admission in place of those that the configuration asks for. */
  readonly admission?: Partial<AdmissionParts>;
}

/** The front door, ready to be put behind a node:http server: it listens to nothing itself. */
export interface GatewayServer {
  handle(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells clients that stream to go elsewhere, each at a moment of its own, and takes no new ones; other HTTP requests under way go on. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

/** Makes a gateway; the caller listens with what it answers, and closes it. */
export async function createGatewayServer(setup: GatewaySetup): Promise<GatewayServer> {
  const { generations, config, clock, logger } = setup;
  const metrics = createGatewayMetrics(setup.metrics);
  const running = setup.subscriptions ?? createRunningSubscriptions({ clock, random: Math.random, instanceId: randomUUID() });
  const observe = createObserver(metrics, clock);
  const judge = setup.credentials ?? toCredentialRule(IDENTITY_RULES[setup.identity], { behindProxy: setup.identity === 'headers' });
  const credentials = withPropagatedHeaders(judge, setup.propagatedHeaders ?? []);
  const identify: IdentityRule = (caller) => credentials(caller).identity;
  const documents = createDocumentCache({ entries: config.documentCacheEntries });
  const sealer = createCursorSealer(await loadCursorKey({ secret: config.cursorKey, dataDir: setup.dataDir }));
  const origins = readOrigins(config.corsOrigins);
  const behindProxy = setup.identity === 'headers';
  const admission = await openAdmission({ config, behindProxy, documents, clock, logger, replace: setup.admission });
  const { maxAnswerBytes } = config;
  const sources = createSharedSources();
  const turns = createTurns({ clock, readIdleMs: readLoopIdleMs });
  const executeInTurn: Execute = (operation, { engine }) => {
    const execute = () => (operation.trace === undefined ? engine.execute(operation) : explainResult(engine, operation, operation.trace));
    // A mutation waits for a disk most of its time, and those that wait together share one fsync: a turn would keep them apart.
    return operation.definition.operation === 'mutation' ? execute() : turns.run(operation.signal, execute);
  };
  const runner = createOperationRunner({
    mayExplain: !behindProxy,
    responses: setup.responses ?? KEEPS_NOTHING,
    execute: config.deduplicateOperations ? shareOperations(executeInTurn) : executeInTurn,
    isForAll: ({ workspace, principal, headers }) =>
      setup.identity === 'open' && headers === undefined && workspace === ANONYMOUS.workspace && principal === ANONYMOUS.principal,
    admission,
    running,
    generations,
    sealer,
    sources,
    clock,
    logger,
    metrics,
    deadlineMs: config.operationDeadlineMs,
    maxAnswerBytes,
  });
  const { bodyLimitBytes, drainMs, connectionLifetimeMs: lifetimeMs } = config;
  const random = Math.random;
  const held = createHeldBytes(config.maxUnreadBytes);
  const bodies = { limitBytes: bodyLimitBytes, held };
  const entry = await openEntry(config, { runner, generations, documents, known: admission.known, logger, bodies });
  addSubscriptionMetrics(setup.metrics, { running, sources });
  const streams = createHttpStreamTransport({ runner, credentials, clock, random, bodies, drainMs, lifetimeMs });
  const http = createHttpTransport({ entry, streams, identify, logger, maxAnswerBytes, held });
  const ws = createWebSocketTransport({
    runner,
    credentials,
    expiryNoticeMs: config.credentialNoticeMs,
    clock,
    logger,
    metrics,
    addressRate: admission.addressRate,
    origins,
    messageLimitBytes: bodyLimitBytes,
    held,
    initTimeoutMs: config.connectionInitTimeoutMs,
    bounds: { keepAliveMs: config.keepAliveMs, idleMs: config.socketIdleMs, lifetimeMs },
    places: createSocketPlaces(config.maxPrincipalSockets),
    random,
    drainMs,
  });
  // What parts answer beside GraphQL is for the same callers, and for no page of another host.
  function refuseCaller(request: IncomingMessage): Refusal | undefined {
    const header = toHeaderLookup(request);
    try {
      identify({ remoteAddress: request.socket.remoteAddress, header });
      assertOrigin(header, origins);
      return undefined;
    } catch (error) {
      return { error, headers: {} };
    }
  }

  const routes: readonly RouteHandler[] = [
    createProcessRoutes({ lifecycle: setup.lifecycle, metrics: setup.metrics, checks: setup.checks, logger }),
    createPlaygroundRoutes({ folder: findPackageFile('gateway/playground/assets'), graphqlPath: GRAPHQL_PATH }),
    function graphqlRoute(request, response) {
      if (toPath(request) !== GRAPHQL_PATH) return false;
      const tooMany = admission.addressRate(request);
      if (tooMany !== undefined) http.refuse(request, response, tooMany);
      else if (!answerCors(request, response, origins)) void http.handle(request, response);
      return true;
    },
    function partRoutes(request, response) {
      const { routes: parts = [] } = setup;
      if (parts.length === 0) return false;
      const refusal = admission.addressRate(request) ?? refuseCaller(request);
      if (refusal === undefined) return parts.some((route) => route(request, response));
      http.refuse(request, response, refusal);
      return true;
    },
  ];

  return {
    handle(request, response) {
      setSecurityHeaders(request, response);
      observe(request, response);
      if (!routes.some((route) => route(request, response))) answerUnknown(request, response);
    },
    upgrade(request, socket, head) {
      if (toPath(request) !== GRAPHQL_PATH)
        refuseUpgrade(socket, 404, { message: `nothing is here; GraphQL is at ${GRAPHQL_PATH}`, extensions: { code: 'NOT_FOUND' } });
      else ws.upgrade(request, socket, head);
    },
    async drain() {
      sources.tell('reconnecting');
      await Promise.all([ws.close(), streams.close()]);
    },
    close() {
      admission.close();
      return entry.stop();
    },
  };
}

const KEEPS_NOTHING: ResponseCache = { answer: (operation, _generation, { execute }) => execute(operation) };

/** The way of HTTP queries and mutations: through Apollo Server where plugins of it are configured or the configuration says so, else our own. */
async function openEntry({ httpEntry, apolloPlugins }: GatewaySetup['config'], parts: Omit<ApolloEntryParts, 'plugins'>): Promise<HttpEntry> {
  if (httpEntry === 'direct' && apolloPlugins !== undefined)
    throw new ConfigError(['AUTOWEAVE_HTTP_ENTRY: expected auto or apollo with AUTOWEAVE_APOLLO_PLUGINS']);
  if (httpEntry === 'direct' || (httpEntry === 'auto' && apolloPlugins === undefined)) return createDirectEntry(parts);
  const { createApolloEntry } = await import('./transport/apollo.ts');
  const { loadApolloPlugins } = await import('./transport/load-apollo-plugins.ts');
  return createApolloEntry({ ...parts, plugins: await loadApolloPlugins(apolloPlugins) });
}

function toPath(request: IncomingMessage): string {
  return request.url?.split('?', 1)[0] ?? '/';
}

function answerUnknown(request: IncomingMessage, response: ServerResponse): void {
  correlate(request, response);
  answerJson(response, { errors: [{ message: `nothing is here; GraphQL is at ${GRAPHQL_PATH}`, extensions: { code: 'NOT_FOUND' } }] }, { status: 404 });
}

const KNOWN_ROUTES: readonly string[] = ['/', GRAPHQL_PATH, '/health', '/ready', '/metrics'];

/** Times each request under one of few route names, so that made-up paths make no new series. */
function createObserver(metrics: GatewayMetrics, clock: Clock): (request: IncomingMessage, response: ServerResponse) => void {
  return function observe(request, response) {
    const startedMs = clock.elapsed();
    const path = toPath(request);
    const route = KNOWN_ROUTES.includes(path) ? path : 'other';
    const method = request.method === 'GET' || request.method === 'POST' ? request.method : 'other';
    metrics.httpActive.inc();
    response.once('close', () => {
      metrics.httpActive.dec();
      metrics.httpDuration.observe({ method, route, status: String(response.statusCode) }, (clock.elapsed() - startedMs) / 1_000);
    });
  };
}
