import { createServer } from 'node:http';
import { createApolloPlanner } from '../gateway/execution/apollo-planner.ts';
import { createEngine } from '../gateway/execution/create-engine.ts';
import { createFixedGeneration } from '../gateway/generation.ts';
import { readGatewayConfig } from '../gateway/config.ts';
import { createGatewayServer } from '../gateway/server.ts';
import { readSupergraph } from '../gateway/supergraph/supergraph.ts';
import { createInProcessUpstream } from '../gateway/upstream/in-process-upstream.ts';
import type { Upstream } from '../gateway/upstream/upstream.ts';
import { systemClock } from '../platform/clock/clock.ts';
import { ConfigError, readSettings, type Environment } from '../platform/config/settings.ts';
import type { RouteHandler } from '../platform/http/process-routes.ts';
import { createLifecycle } from '../platform/lifecycle/lifecycle.ts';
import { createLogger } from '../platform/logging/logger.ts';
import { createProcessMetrics } from '../platform/metrics/process-metrics.ts';
import { readStoreConfig } from '../platform/stores/config.ts';
import { openStores } from '../platform/stores/open-stores.ts';
import type { StartedSubgraph } from '../platform/subgraph/host.ts';
import { processEnvironment, processSettings } from './config.ts';
import { createHost } from './create-host.ts';
import { listen } from './listen.ts';
import { loadOwnSupergraph } from './own-supergraph.ts';
import { createRemoteUpstream } from './remote-upstream.ts';
import { runStart, stopOnSignals } from './run-process.ts';
import { readSubgraphUrls, SUBGRAPHS } from './subgraphs.ts';

/** Every room's configuration, read at once so that all that is wrong is told at once. */
function readConfigs(environment: Environment) {
  const problems: string[] = [];
  function collect<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  }
  const stores = collect(() => readStoreConfig(environment));
  const gateway = collect(() => readGatewayConfig(environment));
  const remotes = collect(() => readSubgraphUrls(readSettings(processSettings, environment).subgraphs));
  if (stores === undefined || gateway === undefined || remotes === undefined) throw new ConfigError(problems);
  return { stores, gateway, remotes };
}

/** `autoweave start`: the gateway and every subgraph that AUTOWEAVE_SUBGRAPHS does not name, in this process. */
export async function start(): Promise<void> {
  const environment = processEnvironment();
  const config = readConfigs(environment);
  const logger = createLogger({ level: config.stores.logLevel, process: 'autoweave' });
  const lifecycle = createLifecycle(logger);
  await runStart(lifecycle, async () => {
    const clock = systemClock;
    const metrics = createProcessMetrics();
    const supergraphLoading = loadOwnSupergraph().then(readSupergraph);
    // Awaited below; a failure before that must not count as unhandled.
    supergraphLoading.catch(() => undefined);
    const stores = await openStores({ config: config.stores, clock, logger, lifecycle });

    const upstreams = new Map<string, Upstream>();
    const routes: RouteHandler[] = [];
    async function startLocal(name: string, load: () => Promise<{ start(host: ReturnType<typeof createHost>): Promise<StartedSubgraph> }>): Promise<void> {
      const definition = await load();
      const endpoint = await definition.start(createHost(name, { stores, clock, logger, lifecycle, metrics, environment }));
      upstreams.set(name, createInProcessUpstream(endpoint));
      if (endpoint.routes !== undefined) routes.push(endpoint.routes);
    }
    await Promise.all(
      [...SUBGRAPHS].map(async ([name, { load }]) => {
        const urls = config.remotes.get(name);
        if (urls === undefined) await startLocal(name, load);
        else upstreams.set(name, lifecycle.own(`subgraph ${name}`, createRemoteUpstream(name, urls, { clock, forwardIdentity: true })));
      }),
    );

    const supergraph = await supergraphLoading;
    const engine = createEngine({ supergraph, planner: createApolloPlanner(supergraph), upstreams, logger });
    const gateway = await createGatewayServer({
      generations: createFixedGeneration({ apiSchema: supergraph.apiSchema, supergraphSdl: supergraph.sdl, engine }),
      config: config.gateway,
      identity: config.gateway.identity,
      clock,
      logger,
      metrics,
      lifecycle,
      checks: stores.checks,
      dataDir: config.stores.dataDir,
    });
    lifecycle.own('gateway', gateway);

    const server = createServer((request, response) => {
      if (!routes.some((route) => route(request, response))) gateway.handle(request, response);
    });
    server.on('upgrade', (request, socket, head) => gateway.upgrade(request, socket, head));
    const { host, port } = config.gateway;
    const boundPort = await listen(server, { host, port, variable: 'PORT' });
    lifecycle.onDrain('requests', async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      await gateway.drain();
      server.closeIdleConnections();
      await closed;
    });
    stopOnSignals(lifecycle, logger);
    lifecycle.ready();
    console.log(`autoweave: ready at http://${host.includes(':') ? `[${host}]` : host}:${boundPort}/graphql`);
  });
}
