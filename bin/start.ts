import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { masksErrors } from '../gateway/config.ts';
import { createCaching } from '../gateway/caching/caching.ts';
import { createEngine } from '../gateway/execution/create-engine.ts';
import { createPlanner } from '../gateway/execution/create-planner.ts';
import { createRunningSubscriptions } from '../gateway/subscriptions/running-subscriptions.ts';
import { createFixedGeneration } from '../gateway/generation.ts';
import { readSupergraph } from '../gateway/supergraph/supergraph.ts';
import { checkUpstreams } from '../gateway/upstream/check-upstream.ts';
import { createInProcessUpstream } from '../gateway/upstream/in-process-upstream.ts';
import { createPolicyWatch } from '../gateway/upstream/policy-watch.ts';
import { headersRead, policiesOf } from '../gateway/upstream/subgraph-policies.ts';
import { wrapUpstream, type Upstream } from '../gateway/upstream/upstream.ts';
import { withResume } from '../gateway/upstream/with-resume.ts';
import type { RouteHandler } from '../platform/http/process-routes.ts';
import { assertStoresFit } from '../platform/stores/config.ts';
import { openStores } from '../platform/stores/open-stores.ts';
import { processEnvironment } from './config.ts';
import { createHost } from './create-host.ts';
import { joinPeers } from './join-peers.ts';
import { loadOwnSupergraph } from './own-supergraph.ts';
import { readAllConfigs } from './read-configs.ts';
import { createProcessParts } from './process-parts.ts';
import { runStart } from './run-process.ts';
import { serveGateway } from './serve-gateway.ts';
import { assertSubgraphNames, SUBGRAPHS } from './subgraphs.ts';
import { readPort } from './usage-error.ts';

/** `autoweave start`: the gateway and every subgraph that AUTOWEAVE_SUBGRAPHS does not name, in this process. */
export async function start(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...argv], options: { port: { type: 'string' }, host: { type: 'string' } } });
  const environment = processEnvironment();
  const config = readAllConfigs(environment);
  const port = values.port === undefined ? config.gateway.port : readPort(values.port, '--port');
  assertStoresFit(config.stores, config.remotes.size === 0 ? 'one' : 'several');
  assertSubgraphNames(config.remotes);
  const parts = createProcessParts('autoweave', config.stores.logLevel);
  const { clock, logger, lifecycle, metrics } = parts;
  const idle = [...config.policies.keys()].filter((name) => name !== '*' && !config.remotes.has(name));
  if (idle.length > 0) logger.warn({ subgraphs: idle }, 'AUTOWEAVE_SUBGRAPH_POLICIES: these are not among AUTOWEAVE_SUBGRAPHS, so their policies do nothing');
  await runStart(lifecycle, async () => {
    const supergraphLoading = loadOwnSupergraph().then(readSupergraph);
    // Awaited below; a failure before that must not count as unhandled.
    supergraphLoading.catch(() => undefined);
    const stores = await openStores({ config: config.stores, clock, logger, lifecycle });

    const routes: RouteHandler[] = [];
    const copyId = randomUUID();
    const running = createRunningSubscriptions({ clock, random: Math.random, instanceId: copyId });
    const { operationDeadlineMs: deadlineMs } = config.gateway;
    const caching = config.gateway.caching ? createCaching({ cache: stores.cache, log: stores.log, clock, logger, metrics, deadlineMs }) : undefined;
    if (caching !== undefined) lifecycle.own('answers', caching);
    const views = await joinPeers(config.stores.redisUrl, { copyId, subscriptions: running, keptAnswers: caching }, parts);
    const watch = createPolicyWatch({ registry: metrics, logger });
    async function openUpstream(name: string): Promise<Upstream> {
      const urls = config.remotes.get(name);
      if (urls !== undefined) {
        // Loaded late: a process that runs every subgraph itself calls none over HTTP.
        const { createRemoteUpstream } = await import('../gateway/upstream/remote-upstream.ts');
        return lifecycle.own(
          `subgraph ${name}`,
          createRemoteUpstream({
            name,
            urls,
            clock,
            forwardIdentity: true,
            secret: config.process.subgraphSecret,
            timeoutMs: config.process.subgraphTimeoutMs,
            random: Math.random,
            policies: policiesOf(config.policies, name),
            watch,
          }),
        );
      }
      const definition = await SUBGRAPHS.get(name)?.load();
      if (definition === undefined) throw new Error(`no subgraph is called ${name}`);
      const endpoint = await definition.start(createHost(name, { stores, clock, logger, lifecycle, metrics, environment, views }));
      if (endpoint.routes !== undefined) routes.push(endpoint.routes);
      return wrapUpstream(createInProcessUpstream(endpoint), [withResume({ clock, random: Math.random })]);
    }
    const names = [...SUBGRAPHS.keys()];
    const upstreams = new Map(await Promise.all(names.map(async (name) => [name, await openUpstream(name)] as const)));

    const subgraphChecks = checkUpstreams(upstreams.values(), { engineOf: (name) => (config.remotes.has(name) ? 'http' : 'in-process'), clock });

    const supergraph = await supergraphLoading;
    const planner = createPlanner(supergraph, { choice: config.gateway.planner, logger });
    // A call in the process costs no more than a look into the cache.
    const remote = new Map([...upstreams].filter(([name]) => config.remotes.has(name)));
    const kept = new Map([...upstreams, ...(caching?.keepEntities(supergraph, remote) ?? [])]);
    const engine = createEngine({ supergraph, planner, upstreams: kept, logger, masksErrors: masksErrors(config.gateway) });
    const generations = createFixedGeneration({ apiSchema: supergraph.apiSchema, supergraphSdl: supergraph.sdl, engine });
    await serveGateway(
      {
        generations,
        responses: caching?.responses,
        config: {
          ...config.gateway,
          port,
          host: values.host ?? config.gateway.host,
        },
        identity: config.gateway.identity,
        propagatedHeaders: headersRead(config.policies),
        dataDir: config.stores.dataDir,
        checks: {
          *[Symbol.iterator]() {
            yield* stores.checks;
            yield* subgraphChecks;
          },
        },
        subscriptions: running,
        routes,
      },
      parts,
    );
  });
}
