// The whole backend on embedded stores, whose cache goes by the time that requests say (`x-day-ms`), so that a day passes in
// minutes. Usage: backend.ts on|off FOLDER; prints `ready at URL`.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Registry } from 'prom-client';
import { createHost } from '../../../bin/create-host.ts';
import { loadOwnSupergraph } from '../../../bin/own-supergraph.ts';
import { SUBGRAPHS } from '../../../bin/subgraphs.ts';
import { createCaching } from '../../../gateway/caching/caching.ts';
import { readGatewayConfig } from '../../../gateway/config.ts';
import { createEngine } from '../../../gateway/execution/create-engine.ts';
import { createPlanner } from '../../../gateway/execution/create-planner.ts';
import { createFixedGeneration } from '../../../gateway/generation.ts';
import { createGatewayServer } from '../../../gateway/server.ts';
import { readSupergraph } from '../../../gateway/supergraph/supergraph.ts';
import { createGatewayHttpServer } from '../../../gateway/transport/http-server.ts';
import { createInProcessUpstream } from '../../../gateway/upstream/in-process-upstream.ts';
import { createLocalCache } from '../../../platform/cache/local-cache.ts';
import { systemClock, type Clock } from '../../../platform/clock/clock.ts';
import { createLifecycle } from '../../../platform/lifecycle/lifecycle.ts';
import { createLogger } from '../../../platform/logging/logger.ts';
import { readStoreConfig } from '../../../platform/stores/config.ts';
import { openStores } from '../../../platform/stores/open-stores.ts';
import { printReady } from '../../gateway/servers/print-ready.ts';
import { MIDNIGHT_MS } from '../day.ts';

const [mode = 'on', dataDir = ''] = process.argv.slice(2);
let dayMs = 0;
/** Of ages alone. */
const dayClock: Clock = { ...systemClock, now: () => MIDNIGHT_MS + dayMs, elapsed: () => dayMs };
const clock = systemClock;
const logger = createLogger({ level: 'error', process: 'bench' });
const lifecycle = createLifecycle(logger);
const metrics = new Registry();
const environment = { AUTOWEAVE_DATA_DIR: dataDir, AUTOWEAVE_CORE_AUTO_CONNECT: 'false' };
const stores = await openStores({ config: readStoreConfig(environment), clock, logger, lifecycle });
const upstreams = new Map(
  await Promise.all(
    [...SUBGRAPHS].map(async ([name, { load }]) => {
      const definition = await load();
      const endpoint = await definition.start(createHost(name, { stores, clock, logger, lifecycle, metrics, environment }));
      return [name, createInProcessUpstream(endpoint)] as const;
    }),
  ),
);
const supergraph = await readSupergraph(await loadOwnSupergraph());
const engine = createEngine({ supergraph, planner: createPlanner(supergraph, { choice: 'native', logger }), upstreams, logger });
const cache = createLocalCache({ clock: dayClock, bounds: { maxEntries: 50_000, maxBytes: 67_108_864 } });
const caching = createCaching({ cache, log: stores.log, clock: dayClock, logger, metrics, deadlineMs: 30_000 });
const gateway = await createGatewayServer({
  generations: createFixedGeneration({ apiSchema: supergraph.apiSchema, supergraphSdl: supergraph.sdl, engine }),
  config: readGatewayConfig({}),
  identity: 'loopback',
  clock,
  logger,
  metrics,
  lifecycle,
  checks: new Map(),
  dataDir,
  ...(mode === 'on' ? { responses: caching.responses } : {}),
});
lifecycle.ready();
printReady(
  createGatewayHttpServer({
    ...gateway,
    handle(request: IncomingMessage, response: ServerResponse) {
      dayMs = Math.max(dayMs, Number(request.headers['x-day-ms'] ?? 0));
      gateway.handle(request, response);
    },
  }).server,
);
