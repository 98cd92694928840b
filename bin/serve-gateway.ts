import type { GatewayConfig } from '../gateway/config.ts';
import { createApolloPlanner } from '../gateway/execution/apollo-planner.ts';
import { createEngine } from '../gateway/execution/create-engine.ts';
import type { IdentityRuleName } from '../gateway/admission/identity.ts';
import { createFixedGeneration } from '../gateway/generation.ts';
import { createGatewayServer } from '../gateway/server.ts';
import type { Supergraph } from '../gateway/supergraph/supergraph.ts';
import { createGatewayHttpServer } from '../gateway/transport/http-server.ts';
import type { Upstream } from '../gateway/upstream/upstream.ts';
import type { DependencyCheck, RouteHandler } from '../platform/http/process-routes.ts';
import { releaseStartMemory } from '../platform/memory/release-start-memory.ts';
import type { ProcessParts } from './process-parts.ts';
import { listen } from './listen.ts';
import { serveMetrics } from './serve-metrics.ts';
import { stopOnSignals } from './run-process.ts';

export interface GatewayParts {
  readonly supergraph: Supergraph;
  readonly upstreams: ReadonlyMap<string, Upstream>;
  readonly config: GatewayConfig;
  readonly identity: IdentityRuleName;
  readonly dataDir: string | undefined;
  readonly checks: ReadonlyMap<string, DependencyCheck>;
  /** Plain HTTP that subgraphs of this process answer. */
  readonly routes: readonly RouteHandler[];
}

/** Puts the gateway behind HTTP, listens, and prints the one line that names its URL. */
export async function serveGateway(parts: GatewayParts, { lifecycle, logger, clock, metrics }: ProcessParts): Promise<void> {
  const { supergraph, upstreams, config, identity, dataDir, checks } = parts;
  const engine = createEngine({ supergraph, planner: createApolloPlanner(supergraph), upstreams, logger });
  const generations = createFixedGeneration({ apiSchema: supergraph.apiSchema, supergraphSdl: supergraph.sdl, engine });
  const gateway = lifecycle.own(
    'gateway',
    await createGatewayServer({ generations, config, identity, clock, logger, metrics, lifecycle, checks, dataDir, routes: parts.routes }),
  );
  const http = createGatewayHttpServer(gateway);
  const { host, port, metricsPort } = config;
  const boundPort = await listen(http.server, { host, port, variable: 'PORT' });
  if (metricsPort !== undefined) await serveMetrics({ host, port: metricsPort, checks }, { lifecycle, logger, clock, metrics });
  lifecycle.onDrain('requests', () => http.drain());
  stopOnSignals(lifecycle, logger);
  lifecycle.ready();
  releaseStartMemory(clock);
  console.log(`autoweave: ready at http://${host.includes(':') ? `[${host}]` : host}:${boundPort}/graphql`);
}
