// Our gateway with the four subgraphs in its own process, put together as the product puts its own.
// Usage: ours-in-process.ts SUPERGRAPH-FILE; prints `ready at URL`.
import { readFileSync } from 'node:fs';
import { Registry } from 'prom-client';
import { createEngine } from '../../../gateway/execution/create-engine.ts';
import { createPlanner } from '../../../gateway/execution/create-planner.ts';
import { readGatewayConfig } from '../../../gateway/config.ts';
import { createFixedGeneration } from '../../../gateway/generation.ts';
import { createGatewayServer } from '../../../gateway/server.ts';
import { readSupergraph } from '../../../gateway/supergraph/supergraph.ts';
import { createGatewayHttpServer } from '../../../gateway/transport/http-server.ts';
import { createInProcessUpstream } from '../../../gateway/upstream/in-process-upstream.ts';
import { systemClock } from '../../../platform/clock/clock.ts';
import { toPosition } from '../../../platform/event-log/position.ts';
import { createLifecycle } from '../../../platform/lifecycle/lifecycle.ts';
import { createLogger } from '../../../platform/logging/logger.ts';
import { releaseStartMemory } from '../../../platform/memory/release-start-memory.ts';
import { createSubgraph } from '../../../platform/subgraph/create-subgraph.ts';
import { createSubgraphResolvers } from '../shop-resolvers.ts';
import { SUBGRAPH_SDL, SUBGRAPHS, type SubgraphName } from '../shop-schemas.ts';
import { printReady } from './print-ready.ts';

const clock = systemClock;
const logger = createLogger({ level: 'error', process: 'ours-in-process' });
const lifecycle = createLifecycle(logger);

function openUpstream(name: SubgraphName) {
  return createInProcessUpstream(
    createSubgraph({
      name,
      typeDefs: SUBGRAPH_SDL[name],
      resolvers: createSubgraphResolvers(name),
      createContext: (base) => base,
      appliedPosition: async ({ workspace }) => toPosition({ workspace, epoch: 1, sequence: 1 }),
      clock,
      logger,
    }),
  );
}

const supergraph = await readSupergraph(readFileSync(process.argv[2] ?? '', 'utf8'));
const upstreams = new Map(SUBGRAPHS.map((name) => [name, openUpstream(name)]));
const engine = createEngine({ supergraph, planner: createPlanner(supergraph, { choice: 'native', logger }), upstreams, logger });
const gateway = await createGatewayServer({
  generations: createFixedGeneration({ apiSchema: supergraph.apiSchema, supergraphSdl: supergraph.sdl, engine }),
  config: readGatewayConfig(process.env),
  identity: 'open',
  clock,
  logger,
  metrics: new Registry(),
  lifecycle,
  checks: new Map(),
  dataDir: undefined,
});
lifecycle.ready();
releaseStartMemory(clock);
printReady(createGatewayHttpServer(gateway).server);
