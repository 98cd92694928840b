import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { masksErrors } from '../gateway/config.ts';
import { createCaching, type Caching } from '../gateway/caching/caching.ts';
import { createRunningSubscriptions } from '../gateway/subscriptions/running-subscriptions.ts';
import { createLiveGenerations } from '../gateway/supergraph/live-generations.ts';
import { createOperationsInUse } from '../gateway/supergraph/operations-in-use.ts';
import { followSupergraph } from '../gateway/supergraph/reloads.ts';
import { SupergraphError } from '../gateway/supergraph/supergraph.ts';
import { createPolicyWatch } from '../gateway/upstream/policy-watch.ts';
import { headersRead } from '../gateway/upstream/subgraph-policies.ts';
import { openCache } from '../platform/cache/open-cache.ts';
import { ConfigError } from '../platform/config/settings.ts';
import type { EventLog } from '../platform/event-log/event-log.ts';
import type { StoreConfig } from '../platform/stores/config.ts';
import { prepareDataDir } from '../platform/stores/open-stores.ts';
import { processEnvironment } from './config.ts';
import { joinPeers } from './join-peers.ts';
import { openGeneration } from './open-generation.ts';
import { readGatewayConfigs } from './read-configs.ts';
import { createProcessParts, type ProcessParts } from './process-parts.ts';
import { runStart } from './run-process.ts';
import { serveGateway } from './serve-gateway.ts';
import { loadBuildService, openFeed } from './supergraph-feed.ts';
import { readPort } from './usage-error.ts';

type Configs = ReturnType<typeof readGatewayConfigs>;

/** Plans that a new supergraph makes before it is in force. */
const WARMED_OPERATIONS = 200;
/** Longer than any request takes from its admission to its execution. */
const LINGER_MS = 5_000;

const OPTIONS = {
  supergraph: { type: 'string' },
  introspect: { type: 'string' },
  manager: { type: 'string' },
  'build-service': { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
} as const;

/** `autoweave gateway --supergraph FILE-or-URL --port N`: the gateway alone, over any Federation 2 supergraph with remote subgraphs, which it follows. */
export async function gateway(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...argv], options: OPTIONS });
  const environment = processEnvironment();
  const config = readGatewayConfigs(environment);
  const port = values.port === undefined ? config.gateway.port : readPort(values.port, '--port');
  const parts = createProcessParts('gateway', config.stores.logLevel);
  const { lifecycle, clock, logger, metrics } = parts;
  const { subgraphTimeoutMs: timeoutMs, supergraphPollMs: pollMs, forwardIdentity, subgraphSecret: secret } = config.process;
  await runStart(lifecycle, async () => {
    const buildService = values['build-service'] === undefined ? undefined : await loadBuildService(values['build-service']);
    const feed = await openFeed(values, { clock, logger, pollMs, buildService });
    const caching = config.gateway.caching ? await openCaching(config, parts) : undefined;
    const watch = createPolicyWatch({ registry: metrics, logger });
    const open = (sdl: string) =>
      openGeneration(sdl, {
        clock,
        logger,
        remotes: config.remotes,
        policies: config.policies,
        watch,
        planner: config.gateway.planner,
        masksErrors: masksErrors(config.gateway),
        caching,
        timeoutMs,
        forwardIdentity,
        secret,
        buildService,
      });
    const first = await feed
      .first()
      .then(open)
      .catch((error: unknown) => toConfigError(error, values.supergraph ?? values.introspect ?? values.manager));
    const inUse = createOperationsInUse(WARMED_OPERATIONS);
    const generations = lifecycle.own('supergraphs', createLiveGenerations(first, logger, { linger: { clock, ms: LINGER_MS }, inUse }));
    lifecycle.own('supergraph source', feed);
    followSupergraph({ feed, generations, open, inUse, logger, metrics });

    const copyId = randomUUID();
    const subscriptions = createRunningSubscriptions({ clock, random: Math.random, instanceId: copyId });
    // Another's supergraph has nobody who asks.
    if (forwardIdentity) await joinPeers(config.stores.redisUrl, { copyId, subscriptions, keptAnswers: caching }, parts);

    await serveGateway(
      {
        generations,
        subscriptions,
        responses: caching?.responses,
        config: { ...config.gateway, port, host: values.host ?? config.gateway.host },
        // Our own subgraphs need to know who asks; another's supergraph has no use for our workspaces.
        identity: forwardIdentity ? config.gateway.identity : 'open',
        propagatedHeaders: headersRead(config.policies),
        dataDir: prepareDataDir(config.stores.dataDir),
        checks: { [Symbol.iterator]: () => (generations.current().checks ?? [])[Symbol.iterator]() },
        routes: [],
      },
      parts,
    );
  });
}

async function openCaching({ stores, gateway: { operationDeadlineMs: deadlineMs }, process }: Configs, parts: ProcessParts): Promise<Caching> {
  const { lifecycle, clock, logger, metrics } = parts;
  const cache = lifecycle.own('cache', await openCache({ redisUrl: stores.redisCacheUrl, localBytes: stores.cacheLocalBytes, clock, logger }));
  const log = process.forwardIdentity ? await openSharedLog(stores, parts) : undefined;
  return lifecycle.own('answers', createCaching({ cache, log, clock, logger, metrics, deadlineMs }));
}

/** The log of the subgraphs' workspaces, where this process may read it too: what their events change is not kept without. */
async function openSharedLog(config: StoreConfig, { lifecycle, clock, logger }: ProcessParts): Promise<EventLog | undefined> {
  const { redisUrl: url, logIdempotencyWindowMs: idempotencyWindowMs } = config;
  if (url === undefined) return undefined;
  const { createRedisEventLog } = await import('../platform/event-log/redis-event-log.ts');
  return lifecycle.own('event log', await createRedisEventLog({ url, clock, logger, idempotencyWindowMs }));
}

function toConfigError(error: unknown, source = ''): never {
  if (!(error instanceof SupergraphError)) throw error;
  throw new ConfigError([error.message.includes(source) ? error.message : `${source}: ${error.message}`]);
}
