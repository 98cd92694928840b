import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { GatewayConfig } from '../../../gateway/config.ts';
import { createApolloPlanner } from '../../../gateway/execution/apollo-planner.ts';
import { createEngine } from '../../../gateway/execution/create-engine.ts';
import { composeSupergraph } from '../../../gateway/supergraph/compose-supergraph.ts';
import { createLiveGenerations, type OwnedGeneration } from '../../../gateway/supergraph/live-generations.ts';
import { readSupergraph } from '../../../gateway/supergraph/supergraph.ts';
import { createInProcessUpstream } from '../../../gateway/upstream/in-process-upstream.ts';
import { createRemoteUpstream } from '../../../gateway/upstream/remote-upstream.ts';
import { wrapUpstream, type Upstream } from '../../../gateway/upstream/upstream.ts';
import { withResume } from '../../../gateway/upstream/with-resume.ts';
import { systemClock } from '../../../platform/clock/clock.ts';
import { createLogger } from '../../../platform/logging/logger.ts';
import type { SubgraphEndpoint } from '../../../platform/subgraph/endpoint.ts';
import { attachSubgraphSocket, createSubgraphRoute } from '../../../platform/subgraph/serve-subgraph.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway/test-gateway.ts';
import { ask, createIdentity } from '../../support/call-subgraph.ts';
import { findFreePort } from '../../support/find-free-port.ts';
import { startRedis, type RedisServer } from '../../support/redis.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { startEvents, type RunningEvents } from '../../support/start-events.ts';

export const UPSTREAMS = ['in-process', 'remote'] as const;
export const STORES = ['embedded', 'Redis'] as const;

/** Where a backend's subgraph runs, and what its log is. */
export interface WireBackendKind {
  readonly upstream: (typeof UPSTREAMS)[number];
  readonly store: (typeof STORES)[number];
}

/** A gateway over one subgraph on a real log. */
export interface WireBackend {
  readonly gateway: TestGateway;
  /** Where the subgraph answers, when it is remote. */
  readonly subgraphUrl: string | undefined;
  /** The log's server, when it has one. */
  readonly redis: RedisServer | undefined;
  /** Appends one event as the gateway's own callers see it; answers its place in the log, and in its subject's stream. */
  publish(type: string, data?: unknown, subject?: string): Promise<{ readonly sequence: number; readonly revision: number }>;
  /** Resolves once the log keeps so many events; asks the subgraph itself. */
  untilKept(count: number): Promise<void>;
  /** Puts another generation of the same supergraph in force, with connections of its own. */
  reload(): void;
  /** Ends the subgraph's listener and every connection to it, until `returns`; remote only. */
  loseSubgraph(): Promise<void>;
  returnSubgraph(): Promise<void>;
  close(): Promise<void>;
}

const NAME = 'events';

export async function startWireBackend({ upstream, store }: WireBackendKind, config: Partial<GatewayConfig> = {}): Promise<WireBackend> {
  const redis = store === 'Redis' ? await startRedis({ appendOnly: 'always' }) : undefined;
  const events: RunningEvents = await startEvents(redis === undefined ? {} : { REDIS_URL: redis.url });
  const sdl = readFileSync(join(import.meta.dirname, '..', '..', '..', 'schema', 'subgraphs', `${NAME}.graphql`), 'utf8');
  const composition = await composeSupergraph([{ name: NAME, url: 'http://unused.invalid', sdl }]);
  if (composition.kind === 'refused') throw new Error(composition.problems.map(({ message }) => message).join('\n'));
  const { sdl: supergraphSdl } = composition;
  const supergraph = await readSupergraph(supergraphSdl);
  const logger = createLogger({ level: 'silent', process: 'test' });
  const server = upstream === 'remote' ? await serve(events.endpoint) : undefined;

  function openUpstream(): Upstream {
    if (server !== undefined) return createRemote(server.url);
    return wrapUpstream(createInProcessUpstream(events.endpoint), [withResume({ clock: systemClock, random: Math.random })]);
  }

  function openGeneration(): OwnedGeneration {
    const opened = openUpstream();
    const engine = createEngine({ supergraph, planner: createApolloPlanner(supergraph), upstreams: new Map([[NAME, opened]]), logger });
    return { apiSchema: supergraph.apiSchema, supergraphSdl, engine, close: () => opened.close() };
  }

  const generations = createLiveGenerations(openGeneration(), logger);
  const gateway = await startTestGateway({ generations, config });
  return {
    gateway,
    subgraphUrl: server?.url,
    redis,
    async publish(type, data = null, subject) {
      const input = { type, data, ...(subject === undefined ? {} : { subject }) };
      const { event } = await events.publish(input, createIdentity({ principal: 'developer' }));
      return { sequence: Number(event['sequence']), revision: Number(event['revision']) };
    },
    async untilKept(count) {
      const kept = async (): Promise<number> => {
        const { eventLogKeeping } = await ask<{ eventLogKeeping: { events: number } }>(events.endpoint, '{ eventLogKeeping { events } }');
        return eventLogKeeping.events;
      };
      await waitUntil(async () => (await kept()) === count, { what: `the log to keep ${count} events` });
    },
    reload: () => generations.replace(openGeneration()),
    loseSubgraph: async () => server?.stop(),
    returnSubgraph: async () => server?.listen(),
    async close() {
      await gateway.stop();
      await generations.close();
      await server?.stop();
      await events.close();
      await redis?.stop();
    },
  };
}

function createRemote(url: string): Upstream {
  return createRemoteUpstream({ name: NAME, urls: [url], forwardIdentity: true, timeoutMs: 60_000, clock: systemClock, random: Math.random });
}

interface SubgraphServer {
  readonly url: string;
  /** Comes back at the same address. */
  listen(): Promise<void>;
  stop(): Promise<void>;
}

async function serve(endpoint: SubgraphEndpoint): Promise<SubgraphServer> {
  const port = await findFreePort();
  let running: { readonly server: Server; readonly sockets: { close(): Promise<void> } } | undefined;

  async function listen(): Promise<void> {
    const route = createSubgraphRoute(endpoint);
    const server = createServer((request, response) => void route(request, response));
    running = { server, sockets: attachSubgraphSocket(server, endpoint) };
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  }

  await listen();
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    listen,
    async stop() {
      if (running === undefined) return;
      const { server, sockets } = running;
      running = undefined;
      await sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
