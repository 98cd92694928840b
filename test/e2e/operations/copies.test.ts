import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  createClient,
  DrainSubscriptionsDocument,
  EndSubscriptionDocument,
  RunningSubscriptionsDocument,
  SubscriptionTotalsDocument,
  type AutoweaveClient,
} from '../../../client/index.ts';
import { startAutoweave, type AutoweaveProcess } from '../../support/autoweave-process.ts';
import { describeWith } from '../../support/real-servers.ts';
import { redisAvailable, startRedis, type RedisServer } from '../../support/redis.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { ROOT } from '../../architecture/source-files.ts';

const SUBSCRIPTION = 'subscription Watch($pattern: String!) { eventReceived(pattern: $pattern) { type } }';
const FORGET = { toString: () => 'mutation ($input: InvalidateCacheInput!) { invalidateCache(input: $input) { gateways } }' };
const OVERVIEW = { toString: () => '{ services(first: 5) { nodes { id } } }' };
const START_MS = 300_000;

/** A subscription of a client, and what became of it. */
interface Watch {
  readonly states: string[];
  error: unknown;
}

describeWith(redisAvailable())('the operations subgraph over two gateways on one Redis', () => {
  let folder: ReturnType<typeof createTemporaryFolder>;
  let redis: RedisServer;
  const subgraphs: AutoweaveProcess[] = [];
  const gateways: AutoweaveProcess[] = [];
  const clients: AutoweaveClient[] = [];

  beforeAll(async () => {
    folder = createTemporaryFolder();
    redis = await startRedis({ appendOnly: 'always' });
    const environment = { AUTOWEAVE_DATA_DIR: folder.path, REDIS_URL: redis.url };
    for (const name of ['operations', 'events', 'services']) subgraphs.push(await startAutoweave(['subgraph', name, '--port', '0'], environment));
    const addresses = ['operations', 'events', 'services'].map((name, at) => `${name}=${subgraphs[at]?.url}`).join(',');
    const supergraph = join(ROOT, 'schema/supergraph.graphql');
    for (const _copy of [1, 2]) {
      gateways.push(await startAutoweave(['gateway', '--supergraph', supergraph, '--port', '0'], { ...environment, AUTOWEAVE_SUBGRAPHS: addresses }));
    }
  }, START_MS);
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.close()));
    await Promise.all([...gateways, ...subgraphs].map((process) => process.stop()));
    await redis?.stop();
    folder.remove();
  }, START_MS);

  function connect(at: number, options: { workspace?: string } = {}): AutoweaveClient {
    const client = createClient({ url: gateways[at]?.url ?? '', maxReconnectDelayMs: 200, ...options });
    clients.push(client);
    return client;
  }

  /** Subscribes and waits until it is attached. */
  async function watch(client: AutoweaveClient, pattern: string): Promise<Watch> {
    const seen: Watch = { states: [], error: undefined };
    void (async () => {
      try {
        for await (const message of client.subscribe<unknown, { pattern: string }>({ toString: () => SUBSCRIPTION }, { pattern })) {
          if (message.kind !== 'event') seen.states.push(message.state);
        }
      } catch (error) {
        seen.error = error;
      }
    })();
    await waitUntil(() => seen.states.length > 0, { what: 'the subscription to attach' });
    return seen;
  }

  const patternsOf = async (client: AutoweaveClient): Promise<readonly string[]> => {
    const { runningSubscriptions } = await client.query(RunningSubscriptionsDocument, {});
    return (runningSubscriptions?.nodes ?? []).map(({ variables }) => (variables as { pattern: string }).pattern);
  };

  it('lists, counts, ends and drains what runs at either, whichever is asked, and nothing of another workspace', async () => {
    const [one, two, red] = [connect(0), connect(1), connect(1, { workspace: 'red' })];
    const first = await watch(one, 'first.*');
    const second = await watch(two, 'second.*');
    const other = await watch(red, 'other.*');
    for (const client of [one, two]) {
      expect(await patternsOf(client)).toEqual(['first.*', 'second.*']);
      expect((await client.query(SubscriptionTotalsDocument, {})).subscriptionTotals).toMatchObject({ running: 2, principals: 1 });
    }
    const { runningSubscriptions } = await one.query(RunningSubscriptionsDocument, {});
    const id = runningSubscriptions?.nodes[1]?.id ?? '';
    expect((await red.mutate(EndSubscriptionDocument, { id })).endSubscription?.subscription).toBeNull();
    expect((await one.mutate(EndSubscriptionDocument, { id, reason: 'from the other side' })).endSubscription?.subscription?.id).toBe(id);
    await waitUntil(() => second.error, { what: 'the client at the other gateway to be told' });
    expect(second.error).toMatchObject({ codes: ['ENDED_BY_OPERATOR'], message: 'from the other side' });
    await watch(two, 'third.*');
    expect((await two.mutate(DrainSubscriptionsDocument, { overMs: 0 })).drainSubscriptions?.moving).toBe(2);
    await waitUntil(() => first.states.includes('reconnecting'), { what: 'the client at the other gateway to be moved' });
    await waitUntil(async () => (await patternsOf(one)).length === 2, { what: 'both to have come back' });
    expect([other.error, other.states]).toEqual([undefined, ['live']]);
  });

  it('G06 has both forget what they keep of the workspace', async () => {
    const one = connect(0);
    const outcomeAt = async (at: number): Promise<string> => {
      const response = await fetch(gateways[at]?.url ?? '', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-autoweave-cache': 'true' },
        body: JSON.stringify({ query: String(OVERVIEW) }),
      });
      return ((await response.json()) as { extensions: { cache: { outcome: string } } }).extensions.cache.outcome;
    };
    for (const at of [0, 1]) await waitUntil(async () => (await outcomeAt(at)) === 'hit', { what: `gateway ${at} to keep the answer` });
    const forget = (client: AutoweaveClient, input: object) =>
      client.mutate<{ invalidateCache: { gateways: number } | null }, { input: object }>(FORGET, { input });
    // Asked at the other, for every mutation that says no position makes its own gateway forget.
    expect(await forget(one, { types: ['Pipeline'] })).toEqual({ invalidateCache: { gateways: 2 } });
    expect(await outcomeAt(1)).toBe('hit');
    expect(await forget(one, { types: ['Service'] })).toEqual({ invalidateCache: { gateways: 2 } });
    expect([await outcomeAt(0), await outcomeAt(1)]).toEqual(['miss', 'miss']);
    await expect(forget(one, {})).rejects.toMatchObject({ codes: ['BAD_USER_INPUT'] });
  });

  it('leaves out a gateway that was killed', async () => {
    const [one, two] = [connect(0), connect(1)];
    await watch(one, 'stays.*');
    await watch(two, 'goes.*');
    await waitUntil(async () => (await patternsOf(one)).includes('goes.*'));
    await gateways[1]?.kill9();
    await waitUntil(async () => !(await patternsOf(one)).includes('goes.*'), { what: 'the killed gateway to be left out' });
    expect(await patternsOf(one)).toContain('stays.*');
  });
});
