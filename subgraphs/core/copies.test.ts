import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { ask, createIdentity } from '../../test/support/call-subgraph.ts';
import { createCoreTestKit, type CoreTestKit, type CoreUnderTest } from '../../test/support/core-test-kit.ts';
import { postgresAvailable, startPostgres, type PostgresServer } from '../../test/support/postgres.ts';
import { describeWith } from '../../test/support/real-servers.ts';
import { redisAvailable, startRedis, type RedisServer } from '../../test/support/redis.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import type { CoreDouble } from './double/main.ts';

describeWith(postgresAvailable() && redisAvailable())('two copies of the core subgraph on Redis and PostgreSQL', () => {
  let redis: RedisServer | undefined;
  let postgres: PostgresServer | undefined;
  let kit: CoreTestKit;
  let double: CoreDouble;
  let first: CoreUnderTest;
  let second: CoreUnderTest;
  beforeAll(async () => {
    [redis, postgres] = await Promise.all([startRedis({ appendOnly: 'always' }), startPostgres()]);
  });
  afterAll(() => Promise.all([redis?.stop(), postgres?.stop()]));
  beforeEach(async () => {
    kit = createCoreTestKit();
    double = await kit.startDouble({ acceptsEvents: true });
    first = await start('first');
    second = await start('second');
    await Promise.all([untilState(first, 'CONNECTED'), untilState(second, 'CONNECTED')]);
  });
  afterEach(() => kit.close());

  function start(instanceId: string): Promise<CoreUnderTest> {
    return kit.startSubgraph(double, { instanceId, environment: { REDIS_URL: redis?.url ?? '', DATABASE_URL: postgres?.url ?? '' } });
  }
  async function untilState({ subgraph }: CoreUnderTest, state: string): Promise<void> {
    await waitUntil(async () => (await ask<{ coreStatus: { state: string } }>(subgraph, '{ coreStatus { state } }')).coreStatus.state === state, {
      what: state,
    });
  }
  async function history({ host }: CoreUnderTest, pattern: string, subject?: string): Promise<readonly string[]> {
    const filter = { pattern, ...(subject === undefined ? {} : { subject }) };
    return (await host.log.read(createIdentity(), { filter, limit: 100, direction: 'forward' })).events.map(({ type }) => type);
  }
  async function createAgent({ subgraph }: CoreUnderTest): Promise<string> {
    const mutation = 'mutation { createCoreAgent(input: { description: "An agent that answers questions" }) { agent { id } receipt { position } } }';
    const { createCoreAgent: created } = await ask<{ createCoreAgent: { agent: { id: string }; receipt: { position: string | null } } }>(subgraph, mutation);
    expect(created.receipt.position).not.toBeNull();
    return created.agent.id;
  }

  it('C06 tell each change once, whichever of them saw it first, and go on when one stops', async () => {
    expect(double.socketCount()).toBe(2);
    const ids = await Promise.all([createAgent(first), createAgent(second), createAgent(first), createAgent(second)]);
    for (const id of ids) expect(await history(second, 'core.agent.**', `core/agent/${id}`)).toEqual(['core.agent.created']);

    await first.close();
    const [id = ''] = ids;
    await fetch(`${double.url}/api/agents/${id}`, { method: 'DELETE' });
    await waitUntil(async () => (await history(second, 'core.agent.**', `core/agent/${id}`)).length === 2, { what: 'the removal, seen by the other copy' });
    expect(await history(second, 'core.agent.**', `core/agent/${id}`)).toEqual(['core.agent.created', 'core.agent.removed']);
  });

  it('C02 disconnect and connect together', async () => {
    await ask(first.subgraph, 'mutation { disconnectCore { status { state } } }');
    await untilState(second, 'DISCONNECTED');
    await waitUntil(() => double.socketCount() === 0, { what: 'both sockets to be closed' });
    await ask(second.subgraph, 'mutation { connectCore { status { state } } }');
    await untilState(first, 'CONNECTED');
    expect(double.socketCount()).toBe(2);
  });

  it('C07 deliver what either accepts, once', async () => {
    const forward = (core: CoreUnderTest, commandId: string) =>
      ask(core.subgraph, 'mutation ($commandId: ID!) { forwardEvent(input: { type: "a.b", commandId: $commandId }) { delivery { state } } }', {
        variables: { commandId },
      });
    const stateOf = async (id: string) => {
      const query = 'query ($id: ID!) { coreEventDelivery(id: $id) { state } }';
      return (await ask<{ coreEventDelivery: { state: string } }>(second.subgraph, query, { variables: { id } })).coreEventDelivery.state;
    };
    await Promise.all(['w', 'x', 'y', 'z'].map((id, index) => forward(index % 2 === 0 ? first : second, id)));
    for (const id of ['w', 'x', 'y', 'z']) {
      // A forwarding waits two seconds for Core, which may be too short for a machine that does other things.
      await waitUntil(async () => (await stateOf(id)) !== 'QUEUED', { what: `Core's answer to ${id}` });
      expect(await stateOf(id)).toBe('DELIVERED');
    }
    for (const id of ['w', 'x', 'y', 'z']) {
      await waitUntil(async () => (await history(first, 'core.delivery.*', `core/delivery/${id}`)).length >= 2, { what: `the delivery of ${id}` });
      expect(await history(first, 'core.delivery.*', `core/delivery/${id}`)).toEqual(['core.delivery.queued', 'core.delivery.delivered']);
    }
  });

  it('C05 see the same registrations', async () => {
    await first.host.log.append(createIdentity(), [
      { id: 'r1', source: 'services', type: 'service.registered', subject: 'service/billing', data: { id: 'billing', name: 'Billing', version: '1.0.0' } },
    ]);
    for (const core of [first, second]) {
      await waitUntil(
        async () => {
          const { coreRegistrations } = await ask<{ coreRegistrations: { state: string; service: { id: string } }[] }>(
            core.subgraph,
            '{ coreRegistrations { state service { id } } }',
          );
          return coreRegistrations.length === 1 && coreRegistrations[0]?.state === 'UNSUPPORTED';
        },
        { what: 'the registration' },
      );
    }
  });
});
