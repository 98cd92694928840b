import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createApolloPlanner } from '../../../gateway/execution/apollo-planner.ts';
import { createEngine } from '../../../gateway/execution/create-engine.ts';
import { createFixedGeneration } from '../../../gateway/generation.ts';
import { composeSupergraph } from '../../../gateway/supergraph/compose-supergraph.ts';
import { readSupergraph } from '../../../gateway/supergraph/supergraph.ts';
import { createInProcessUpstream } from '../../../gateway/upstream/in-process-upstream.ts';
import { createRemoteUpstream } from '../../../gateway/upstream/remote-upstream.ts';
import type { Upstream } from '../../../gateway/upstream/upstream.ts';
import { systemClock } from '../../../platform/clock/clock.ts';
import { createLogger } from '../../../platform/logging/logger.ts';
import type { SubgraphEndpoint } from '../../../platform/subgraph/endpoint.ts';
import { attachSubgraphSocket, createSubgraphRoute } from '../../../platform/subgraph/serve-subgraph.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway/test-gateway.ts';
import { createIdentity } from '../../support/call-subgraph.ts';
import { startEvents, type RunningEvents } from '../../support/start-events.ts';

export const UPSTREAMS = ['in-process', 'remote'] as const;

/** A gateway over one subgraph on a real log. */
export interface WireBackend {
  readonly gateway: TestGateway;
  /** Appends one event as the gateway's own callers see it. */
  publish(type: string, data?: unknown): Promise<void>;
  close(): Promise<void>;
}

export async function startWireBackend(kind: (typeof UPSTREAMS)[number]): Promise<WireBackend> {
  const events: RunningEvents = await startEvents();
  const name = 'events';
  const sdl = readFileSync(join(import.meta.dirname, '..', '..', '..', 'schema', 'subgraphs', `${name}.graphql`), 'utf8');
  const composition = await composeSupergraph([{ name, url: 'http://unused.invalid', sdl }]);
  if (composition.kind === 'refused') throw new Error(composition.problems.map(({ message }) => message).join('\n'));
  const supergraph = await readSupergraph(composition.sdl);
  const { upstream, close } =
    kind === 'remote' ? await serve(name, events.endpoint) : { upstream: createInProcessUpstream(events.endpoint), close: async () => undefined };
  const engine = createEngine({
    supergraph,
    planner: createApolloPlanner(supergraph),
    upstreams: new Map([[name, upstream]]),
    logger: createLogger({ level: 'silent', process: 'test' }),
  });
  const gateway = await startTestGateway({ generations: createFixedGeneration({ apiSchema: supergraph.apiSchema, supergraphSdl: composition.sdl, engine }) });
  return {
    gateway,
    async publish(type, data = null) {
      await events.publish({ type, data }, createIdentity({ principal: 'developer' }));
    },
    async close() {
      await gateway.stop();
      await upstream.close();
      await close();
      await events.close();
    },
  };
}

async function serve(name: string, endpoint: SubgraphEndpoint): Promise<{ upstream: Upstream; close(): Promise<void> }> {
  const route = createSubgraphRoute(endpoint);
  const server = createServer((request, response) => void route(request, response));
  const sockets = attachSubgraphSocket(server, endpoint);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  return {
    upstream: createRemoteUpstream({ name, urls: [url], forwardIdentity: true, timeoutMs: 60_000, clock: systemClock, random: Math.random }),
    async close() {
      await sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
