import type { GatewayConfig } from '../gateway/config.ts';
import type { IdentityRuleName } from '../gateway/admission/identity.ts';
import type { ResponseCache } from '../gateway/caching/response-cache.ts';
import type { GenerationSource } from '../gateway/generation.ts';
import type { RunningSubscriptions } from '../gateway/subscriptions/running-subscriptions.ts';
import { createGatewayServer } from '../gateway/server.ts';
import { createGatewayHttpServer } from '../gateway/transport/http-server.ts';
import type { DependencyChecks, RouteHandler } from '../platform/http/process-routes.ts';
import { releaseStartMemory } from '../platform/memory/release-start-memory.ts';
import type { ProcessParts } from './process-parts.ts';
import { listen } from './listen.ts';
import { serveMetrics } from './serve-metrics.ts';
import { stopOnSignals } from './run-process.ts';

/** What a process puts behind its port. */
export interface GatewayParts {
  readonly generations: GenerationSource;
  readonly config: GatewayConfig;
  readonly identity: IdentityRuleName;
  readonly propagatedHeaders: readonly string[];
  readonly dataDir: string | undefined;
  /** What is kept of answers; undefined to keep nothing. */
  readonly responses: ResponseCache | undefined;
  /** Where its subscriptions are listed while they run, for the subgraphs of this process. */
  readonly subscriptions?: RunningSubscriptions;
  readonly checks: DependencyChecks;
  /** Plain HTTP that subgraphs of this process answer. */
  readonly routes: readonly RouteHandler[];
}

/** Beside the time over which streams are ended: what each may take to end. */
const STREAM_END_MS = 10_000;

/** Puts the gateway behind HTTP, listens, and prints the one line that names its URL. */
export async function serveGateway(parts: GatewayParts, { lifecycle, logger, clock, metrics }: ProcessParts): Promise<void> {
  const { generations, config, identity, propagatedHeaders, responses, dataDir, checks, subscriptions } = parts;
  const gateway = lifecycle.own(
    'gateway',
    await createGatewayServer({
      generations,
      config,
      identity,
      propagatedHeaders,
      ...(responses === undefined ? {} : { responses }),
      ...(subscriptions === undefined ? {} : { subscriptions }),
      clock,
      logger,
      metrics,
      lifecycle,
      checks,
      dataDir,
      routes: parts.routes,
    }),
  );
  const http = createGatewayHttpServer(gateway);
  const { host, port, metricsPort } = config;
  const boundPort = await listen(http.server, { host, port, variable: 'PORT' });
  if (metricsPort !== undefined) await serveMetrics({ host, port: metricsPort, checks }, { lifecycle, logger, clock, metrics });
  lifecycle.onDrain('requests', () => http.drain(), { timeoutMs: config.drainMs + STREAM_END_MS });
  stopOnSignals(lifecycle, logger);
  lifecycle.ready();
  releaseStartMemory(clock);
  console.log(`autoweave: ready at http://${host.includes(':') ? `[${host}]` : host}:${boundPort}/graphql`);
}
