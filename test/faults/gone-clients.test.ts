import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createEngine } from '../../gateway/execution/create-engine.ts';
import { createPlanner } from '../../gateway/execution/create-planner.ts';
import { createFixedGeneration } from '../../gateway/generation.ts';
import { composeSupergraph } from '../../gateway/supergraph/compose-supergraph.ts';
import { readSupergraph } from '../../gateway/supergraph/supergraph.ts';
import { createRemoteUpstream } from '../../gateway/upstream/remote-upstream.ts';
import type { SubgraphPolicies } from '../../gateway/upstream/subgraph-policies.ts';
import type { Upstream } from '../../gateway/upstream/upstream.ts';
import { systemClock } from '../../platform/clock/clock.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { startTestGateway, type TestGateway } from '../support/gateway/test-gateway.ts';
import { openWires, WAYS_IN } from '../support/gateway/wires.ts';
import { waitUntil } from '../support/wait-until.ts';

/** Policies that stand between an operation and the subgraph's socket, all at once. */
const EVERY_POLICY: SubgraphPolicies = {
  retry: { attempts: 2, firstMs: 1, maxMs: 2, budgetPercent: 100 },
  breaker: { failures: 10, openMs: 1_000 },
  hedge: { afterMs: 600_000, budgetPercent: 10 },
  concurrency: { max: 4, queue: 4 },
  deduplicate: true,
};

describe('a client that goes away', () => {
  /** Calls that the subgraph never answers. */
  const calls: ServerResponse[] = [];
  let subgraph: Server;
  let upstream: Upstream;
  let gateway: TestGateway;

  async function start(httpEntry: 'direct' | 'apollo', policies: SubgraphPolicies): Promise<void> {
    subgraph = createServer((request, response) => void request.resume().once('end', () => calls.push(response)));
    await new Promise<void>((resolve) => subgraph.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(subgraph.address() as AddressInfo).port}/graphql`;
    const composition = await composeSupergraph([{ name: 'silent', url, sdl: 'type Query { word: String other: String }' }]);
    if (composition.kind === 'refused') throw new Error('expected to compose');
    const supergraph = await readSupergraph(composition.sdl);
    const logger = createLogger({ level: 'silent', process: 'test' });
    upstream = createRemoteUpstream({
      name: 'silent',
      urls: [url],
      forwardIdentity: false,
      timeoutMs: 600_000,
      policies,
      clock: systemClock,
      random: Math.random,
    });
    const planner = createPlanner(supergraph, { choice: 'native', logger });
    const engine = createEngine({ supergraph, planner, upstreams: new Map([['silent', upstream]]), logger });
    const generations = createFixedGeneration({ apiSchema: supergraph.apiSchema, supergraphSdl: supergraph.sdl, engine });
    gateway = await startTestGateway({ generations, config: { httpEntry, operationDeadlineMs: 600_000 } });
  }

  /** Waits until the gateway has noticed so many. */
  async function clientsGone(count: number): Promise<void> {
    await waitUntil(
      async () => {
        const { values } = (await gateway.metrics.getSingleMetric('graphql_operations_total')?.get()) ?? { values: [] };
        return values.some(({ labels, value }) => labels['code'] === 'CLIENT_GONE' && value === count);
      },
      { what: `${count} operations whose client is gone` },
    );
  }

  afterEach(async () => {
    await gateway.stop();
    await upstream.close();
    subgraph.closeAllConnections();
    await new Promise<void>((resolve) => subgraph.close(() => resolve()));
    calls.length = 0;
  });

  it.each(WAYS_IN)('ends the call of the subgraph that its operation waits for (%s, %s)', async (wire, httpEntry) => {
    await start(httpEntry, {});
    const wires = await openWires(gateway);
    wires.send(wire, { query: '{ word }' }).catch(() => undefined);
    const call = await waitUntil(() => calls[0], { what: 'the call' });
    expect(call.destroyed).toBe(false);
    wires.close();
    await waitUntil(() => call.destroyed, { what: 'the end of the call' });
  });

  it('ends it through every policy, and leaves alone what another client shares', async () => {
    await start('direct', EVERY_POLICY);
    const [one, two] = [await openWires(gateway), await openWires(gateway)];
    one.send('HTTP POST', { query: '{ word }' }).catch(() => undefined);
    const call = await waitUntil(() => calls[0], { what: 'the call' });
    two.send('WebSocket', { query: '{ word }' }).catch(() => undefined);
    two.send('WebSocket', { query: '{ other }' }).catch(() => undefined);
    // It came behind the first of its socket, and is planned anew: the first has joined by now.
    const other = await waitUntil(() => calls[1], { what: 'the other call' });
    one.close();
    await clientsGone(1);
    expect(call.destroyed).toBe(false);
    two.close();
    await waitUntil(() => call.destroyed && other.destroyed, { what: 'the end of both calls' });
    expect(calls).toHaveLength(2);
  });
});
