import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ask, createIdentity, follow } from '../../test/support/call-subgraph.ts';
import { postgresAvailable, startPostgres, type PostgresServer } from '../../test/support/postgres.ts';
import { describeWith } from '../../test/support/real-servers.ts';
import { redisAvailable, startRedis, type RedisServer } from '../../test/support/redis.ts';
import { startEvents, type RunningEvents } from '../../test/support/start-events.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { startWebhookTarget, type WebhookTarget } from '../../test/support/webhook-target.ts';

interface Delivered {
  readonly receipt: string;
  readonly data: unknown;
}

describeWith(redisAvailable() && postgresAvailable())('handlers and queues of two copies on Redis and PostgreSQL', () => {
  let redis: RedisServer;
  let postgres: PostgresServer;
  let target: WebhookTarget;
  let copies: readonly [RunningEvents, RunningEvents];

  beforeAll(async () => {
    [redis, postgres, target] = await Promise.all([startRedis({ appendOnly: 'always' }), startPostgres(), startWebhookTarget()]);
    const environment = { REDIS_URL: redis.url, DATABASE_URL: postgres.url };
    copies = [await startEvents(environment), await startEvents(environment)];
  });

  afterAll(async () => {
    for (const copy of copies) await copy.close();
    await target.close();
    await postgres.stop();
    await redis.stop();
  });

  it('E09 answers a publisher while handlers hang and fail, and they get every event in the end', async () => {
    const [one, two] = copies;
    const identity = createIdentity({ workspace: 'loose' });
    const run = <Data>(query: string, variables: Record<string, unknown> = {}) => ask<Data>(one.endpoint, query, { variables, identity });
    const release = target.hold();
    const rule = { name: 'Hook', pattern: 'a.*', target: { webhook: { url: target.url, timeoutMs: 60_000 } } };
    await run('mutation ($input: SaveRoutingRuleInput!) { saveRoutingRule(input: $input) { rule { id } } }', { input: rule });
    await run('mutation { createMessageQueue(input: { name: "q", backoffMs: 0, maxRetries: 100 }) { queue { name } } }');
    await run('mutation { bindQueue(queue: "q", pattern: "a.*") { queue { name } } }');
    // Nothing listens there: this handler fails at every try.
    await run('mutation { subscribeQueue(queue: "q", webhook: { url: "http://127.0.0.1:9/" }) { queue { name } } }');
    const slow = await follow(two.endpoint, 'subscription { eventReceived(pattern: "a.*") { data } }', { identity });
    for (let number = 0; number < 5; number += 1) {
      const { durability } = await (number % 2 === 0 ? one : two).publish({ type: 'a.b', data: number }, identity);
      expect(durability.level).toBe('FSYNCED');
    }
    await waitUntil(() => target.calls.length === 1);
    const calls = async () =>
      (await run<{ messageQueue: { webhookCalls: unknown[] } }>('{ messageQueue(name: "q") { webhookCalls { error } } }')).messageQueue.webhookCalls;
    await waitUntil(async () => (await calls()).length > 0);
    release();
    await waitUntil(() => target.calls.length === 5);
    await waitUntil(() => slow.events().length === 5);
    expect(target.calls.map(({ body }) => body.data)).toEqual([0, 1, 2, 3, 4]);
    await slow.stop();
    await run('mutation { deleteMessageQueue(name: "q") { name } }');
  });

  it('E14 keeps messages over the restart of a copy, holds delayed ones back and gives expired ones up', async () => {
    const [one, two] = copies;
    const identity = createIdentity({ workspace: 'kept' });
    await ask(one.endpoint, 'mutation { createMessageQueue(input: { name: "q" }) { queue { name } } }', { identity });
    const messages = [
      { data: 'now' },
      { data: 'later', delayMs: 1_500 },
      { data: 'never', delayMs: 60_000, expiresInMs: 1_000 },
      { data: 'far', delayMs: 86_400_000 },
    ];
    await ask(one.endpoint, 'mutation ($messages: [EnqueueMessageInput!]!) { enqueueMessages(queue: "q", messages: $messages) { ids } }', {
      variables: { messages },
      identity,
    });
    await one.restart();
    async function claim(from: RunningEvents): Promise<readonly Delivered[]> {
      const CLAIM = 'mutation { claimMessages(queue: "q", waitMs: 500) { deliveries { receipt data } } }';
      return (await ask<{ claimMessages: { deliveries: Delivered[] } }>(from.endpoint, CLAIM, { identity })).claimMessages.deliveries;
    }
    const got: Delivered[] = [];
    await waitUntil(async () => {
      got.push(...(await claim(one)), ...(await claim(two)));
      return got.length >= 2;
    });
    expect(got.map(({ data }) => data)).toEqual(['now', 'later']);
    const READ = '{ messageQueue(name: "q") { depth deadLetterCount deadLetters { nodes { data reason } } } }';
    await waitUntil(async () => JSON.stringify(await ask(two.endpoint, READ, { identity })).includes('EXPIRED'));
    expect(await ask(two.endpoint, READ, { identity })).toEqual({
      messageQueue: { depth: 3, deadLetterCount: 1, deadLetters: { nodes: [{ data: 'never', reason: 'EXPIRED' }] } },
    });
    await ask(two.endpoint, 'mutation ($receipts: [ID!]!) { acknowledgeDeliveries(receipts: $receipts) { outcomes } }', {
      variables: { receipts: got.map(({ receipt }) => receipt) },
      identity,
    });
    expect(await ask(one.endpoint, '{ messageQueue(name: "q") { depth } }', { identity })).toEqual({ messageQueue: { depth: 1 } });
  });

  it('E15 pushes each message once, whichever copy does it, and its statistics show depth and in-flight', async () => {
    const [one, two] = copies;
    const identity = createIdentity({ workspace: 'pushed' });
    const before = target.calls.length;
    const release = target.hold();
    await ask(one.endpoint, 'mutation { createMessageQueue(input: { name: "q" }) { queue { name } } }', { identity });
    await ask(one.endpoint, 'mutation { bindQueue(queue: "q", pattern: "b.*") { queue { name } } }', { identity });
    await ask(two.endpoint, 'mutation ($url: String!) { subscribeQueue(queue: "q", webhook: { url: $url, timeoutMs: 60000 }) { queue { name } } }', {
      variables: { url: target.url },
      identity,
    });
    for (let number = 0; number < 10; number += 1) await (number % 2 === 0 ? one : two).publish({ type: 'b.made', data: number }, identity);
    interface Stats {
      readonly messageQueue: { readonly depth: number; readonly inFlight: number; readonly totals: { readonly acknowledged: number } };
    }
    const stats = async () =>
      (await ask<Stats>(one.endpoint, '{ messageQueue(name: "q") { depth inFlight totals { acknowledged } } }', { identity })).messageQueue;
    await waitUntil(async () => (await stats()).inFlight === 10);
    expect(await stats()).toEqual({ depth: 10, inFlight: 10, totals: { acknowledged: 0 } });
    release();
    await waitUntil(async () => (await stats()).totals.acknowledged === 10);
    expect(await stats()).toMatchObject({ depth: 0, inFlight: 0 });
    const data = target.calls.slice(before).map(({ body }) => Number(body.data));
    expect(data.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});
