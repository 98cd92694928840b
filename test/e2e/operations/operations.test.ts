import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createClient,
  DrainSubscriptionsDocument,
  EndSubscriptionDocument,
  GraphQLRequestError,
  RunningSubscriptionsDocument,
  SubscriptionTotalsDocument,
  type AutoweaveClient,
} from '../../../client/index.ts';
import { startAutoweave, type AutoweaveProcess } from '../../support/autoweave-process.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';
import { openEventStream } from '../../support/gateway/event-stream-client.ts';
import { waitUntil } from '../../support/wait-until.ts';

const SUBSCRIPTION = 'subscription Watch($pattern: String!) { eventReceived(pattern: $pattern) { type } }';
const PUBLISH = { toString: () => 'mutation ($input: PublishEventInput!) { publishEvent(input: $input) { position } }' };

interface Received {
  readonly eventReceived: { readonly type: string };
}

/** A subscription of a client, and what became of it. */
interface Watch {
  readonly types: string[];
  readonly states: string[];
  error: unknown;
  isOver: boolean;
}

describe('the operations subgraph of a running backend', () => {
  let folder: ReturnType<typeof createTemporaryFolder>;
  let backend: AutoweaveProcess;
  const clients: AutoweaveClient[] = [];

  beforeAll(async () => {
    folder = createTemporaryFolder();
    backend = await startAutoweave(['start'], { PORT: '0', AUTOWEAVE_DATA_DIR: folder.path });
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.close();
    const nobody = createClient({ url: backend.url });
    await waitUntil(async () => (await nobody.query(SubscriptionTotalsDocument, {})).subscriptionTotals?.running === 0, { what: 'no subscription to be left' });
    await nobody.close();
  });
  afterAll(async () => {
    await backend.stop();
    folder.remove();
  });

  function connect(options: { workspace?: string; principal?: string } = {}): AutoweaveClient {
    const client = createClient({ url: backend.url, maxReconnectDelayMs: 200, ...options });
    clients.push(client);
    return client;
  }

  /** Subscribes and waits until it is attached. */
  async function watch(client: AutoweaveClient, pattern: string): Promise<Watch> {
    const seen: Watch = { types: [], states: [], error: undefined, isOver: false };
    void (async () => {
      try {
        for await (const message of client.subscribe<Received, { pattern: string }>({ toString: () => SUBSCRIPTION }, { pattern })) {
          if (message.kind === 'event') seen.types.push(message.data.eventReceived.type);
          else seen.states.push(message.state);
        }
      } catch (error) {
        seen.error = error;
      }
      seen.isOver = true;
    })();
    await waitUntil(() => seen.states.length > 0, { what: 'the subscription to attach' });
    return seen;
  }

  async function list(client: AutoweaveClient) {
    return (await client.query(RunningSubscriptionsDocument, {})).runningSubscriptions;
  }

  const publish = (client: AutoweaveClient, type: string) => client.mutate<unknown, { input: { type: string } }>(PUBLISH, { input: { type } });

  it('tells who is subscribed to what, and how each stands', async () => {
    const [ada, bob] = [connect({ principal: 'ada' }), connect({ principal: 'bob' })];
    const watches = [await watch(ada, 'listed.*'), await watch(ada, 'listed.*'), await watch(bob, 'listed.two')];
    await publish(ada, 'listed.one');
    await waitUntil(() => watches[0]?.types.length === 1 && watches[1]?.types.length === 1);
    const page = await list(ada);
    expect(page?.totalCount).toBe(3);
    const [first] = page?.nodes ?? [];
    expect(first).toMatchObject({
      principal: 'ada',
      wire: 'WEBSOCKET',
      operationName: 'Watch',
      fields: ['eventReceived'],
      variables: { pattern: 'listed.*' },
      state: 'LIVE',
      resumable: true,
      lagEvents: 0,
      lagMs: 0,
      dropped: 0,
      sharedBy: 2,
    });
    expect(first?.document).toContain('subscription Watch');
    // The place where it attached, the event, and perhaps a sign of progress.
    expect(first?.frames).toBeGreaterThanOrEqual(2);
    const bobs = await ada.query(RunningSubscriptionsDocument, { filter: { principal: 'bob', field: 'eventReceived' } });
    expect(bobs.runningSubscriptions?.nodes.map(({ sharedBy }) => sharedBy)).toEqual([1]);
    const pages = await ada.query(RunningSubscriptionsDocument, { first: 2 });
    const rest = await ada.query(RunningSubscriptionsDocument, { first: 2, after: pages.runningSubscriptions?.nodes.at(-1)?.id ?? '' });
    expect([pages.runningSubscriptions?.hasNextPage, rest.runningSubscriptions?.nodes.length, rest.runningSubscriptions?.totalCount]).toEqual([true, 1, 3]);
    expect((await ada.query(SubscriptionTotalsDocument, {})).subscriptionTotals).toMatchObject({
      running: 3,
      principals: 2,
      lagging: 0,
      byField: [{ field: 'eventReceived', running: 3 }],
    });
  });

  it('ends one: its client is told why, and does not come back', async () => {
    const client = connect();
    const [ended, other] = [await watch(client, 'ended.*'), await watch(client, 'stays.*')];
    const page = await list(client);
    const id = page?.nodes.find(({ variables }) => (variables as { pattern: string }).pattern === 'ended.*')?.id ?? '';
    const done = await client.mutate(EndSubscriptionDocument, { id, reason: 'too many dashboards' });
    expect(done.endSubscription?.subscription?.id).toBe(id);
    await waitUntil(() => ended.isOver, { what: 'the client to be told' });
    expect(ended.error).toBeInstanceOf(GraphQLRequestError);
    expect(ended.error).toMatchObject({ codes: ['ENDED_BY_OPERATOR'], message: 'too many dashboards' });
    await publish(client, 'stays.on');
    await waitUntil(() => other.types.length === 1);
    expect((await list(client))?.nodes.map(({ id: left }) => left)).not.toContain(id);
    expect((await client.mutate(EndSubscriptionDocument, { id })).endSubscription?.subscription).toBeNull();
  });

  it('moves all: each client resumes, and misses and doubles nothing', async () => {
    const clientsThatWatch = Array.from({ length: 20 }, () => connect());
    const watches = await Promise.all(clientsThatWatch.map((client) => watch(client, 'moved.*')));
    const [publisher = connect()] = clientsThatWatch;
    const before = new Set((await list(publisher))?.nodes.map(({ id }) => id));
    const expected = Array.from({ length: 30 }, (_, n) => `moved.n${n}`);
    for (const type of expected.slice(0, 10)) await publish(publisher, type);
    const { drainSubscriptions } = await publisher.mutate(DrainSubscriptionsDocument, { overMs: 500 });
    expect(drainSubscriptions?.moving).toBe(20);
    for (const type of expected.slice(10)) await publish(publisher, type);
    await waitUntil(() => watches.every(({ types }) => types.length >= 30), { what: 'all events at all clients' });
    await waitUntil(async () => (await list(publisher))?.nodes.every(({ id }) => !before.has(id)) === true, { what: 'every subscription to be a new one' });
    for (const { types, states } of watches) {
      expect(types).toEqual(expected);
      expect(states).toContain('reconnecting');
    }
  });

  it('knows nothing of other workspaces', async () => {
    const [red, blue] = [connect({ workspace: 'red' }), connect({ workspace: 'blue' })];
    const watching = await watch(red, 'secret.*');
    const [secret] = (await list(red))?.nodes ?? [];
    expect((await list(blue))?.totalCount).toBe(0);
    expect((await blue.query(SubscriptionTotalsDocument, {})).subscriptionTotals).toMatchObject({ running: 0, principals: 0, frames: 0, byField: [] });
    expect((await blue.mutate(EndSubscriptionDocument, { id: secret?.id ?? '' })).endSubscription?.subscription).toBeNull();
    expect((await blue.mutate(DrainSubscriptionsDocument, { overMs: 0 })).drainSubscriptions?.moving).toBe(0);
    const lookup = { toString: () => 'query ($id: ID!) { runningSubscription(id: $id) { id } }' };
    expect(await blue.query<unknown, { id: string }>(lookup, { id: secret?.id ?? '' })).toEqual({ runningSubscription: null });
    expect(await red.query<unknown, { id: string }>(lookup, { id: secret?.id ?? '' })).toEqual({ runningSubscription: { id: secret?.id } });
    await publish(red, 'secret.one');
    await waitUntil(() => watching.types.length === 1);
    expect([watching.isOver, watching.states]).toEqual([false, ['live']]);
  });

  it('lists event streams over HTTP as well', async () => {
    const client = connect();
    const stream = await openEventStream(backend.url, { body: { query: SUBSCRIPTION, variables: { pattern: 'streamed.*' } } });
    await waitUntil(async () => (await list(client))?.nodes.some(({ wire }) => wire === 'HTTP_STREAM') === true, { what: 'the stream to be listed' });
    stream.close();
  });

  it('refuses what cannot be, by name', async () => {
    const client = connect();
    const codes = async (asked: Promise<unknown>) =>
      asked.then(() => undefined).catch((error: GraphQLRequestError) => [error.codes[0], error.errors[0]?.extensions?.['field']]);
    expect(await codes(client.query(RunningSubscriptionsDocument, { first: 0 }))).toEqual(['BAD_USER_INPUT', 'first']);
    expect(await codes(client.query(RunningSubscriptionsDocument, { after: 'gone' }))).toEqual(['NOT_FOUND', 'after']);
    expect(await codes(client.mutate(EndSubscriptionDocument, { id: 'x', reason: ' ' }))).toEqual(['BAD_USER_INPUT', 'reason']);
    expect(await codes(client.mutate(DrainSubscriptionsDocument, { overMs: -1 }))).toEqual(['BAD_USER_INPUT', 'overMs']);
  });

  it('has its figures in /metrics too', async () => {
    const client = connect();
    await watch(client, 'measured.*');
    // What the tests before watched goes when its connections are found closed.
    const text = await waitUntil(async () => {
      const read = await (await fetch(new URL('/metrics', backend.url))).text();
      return /^subscriptions_active 1$/m.test(read) && /^subscription_sources_active 1$/m.test(read) ? read : undefined;
    });
    for (const name of ['subscriptions_lagging', 'subscription_lag_events_max', 'subscription_lag_seconds_max']) expect(text).toContain(`\n${name} 0\n`);
  });
});
