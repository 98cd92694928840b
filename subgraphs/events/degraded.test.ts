import { afterEach, expect, it } from '@jest/globals';
import { ask, call } from '../../test/support/call-subgraph.ts';
import { startAutoweave, type AutoweaveProcess } from '../../test/support/autoweave-process.ts';
import { describeWith } from '../../test/support/real-servers.ts';
import { postgresAvailable, startPostgres } from '../../test/support/postgres.ts';
import { redisAvailable, startRedis, type RedisServer } from '../../test/support/redis.ts';
import { startEvents, type RunningEvents } from '../../test/support/start-events.ts';
import { createDataFolder } from '../../test/support/subgraph-host.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { startWebhookTarget } from '../../test/support/webhook-target.ts';

const PUBLISH = `mutation ($input: PublishEventInput!) {
  publishEvent(input: $input) { status position spoolId duplicate durability { level } event { sequence } }
}`;
const STATS = '{ eventBusStats { mode connected head engine spool { waiting spooled appended refused } } }';
const HISTORY = '{ events(first: 500) { nodes { id type data sequence } } }';

interface Answer {
  readonly status: 'STORED' | 'SPOOLED';
  readonly position: string | null;
  readonly spoolId: string | null;
  readonly durability: { readonly level: string };
  readonly event: { readonly sequence: number } | null;
}
interface Stats {
  readonly mode: string;
  readonly connected: boolean;
  readonly head: string | null;
  readonly spool: { readonly waiting: number; readonly spooled: number; readonly appended: number; readonly refused: number } | null;
}
interface History {
  readonly events: { readonly nodes: readonly { readonly id: string; readonly data: unknown; readonly sequence: number }[] };
}

describeWith(redisAvailable())('while the broker is away', () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  });
  async function start(): Promise<{ redis: RedisServer; events: RunningEvents }> {
    const redis = await startRedis({ appendOnly: 'always' });
    ends.push(() => redis.stop());
    const events = await startEvents({ REDIS_URL: redis.url });
    ends.push(() => events.close());
    return { redis, events };
  }
  const statsOf = async ({ endpoint }: RunningEvents) => (await ask<{ eventBusStats: Stats }>(endpoint, STATS)).eventBusStats;
  async function goAway(redis: RedisServer, events: RunningEvents): Promise<void> {
    await redis.kill9();
    await waitUntil(async () => (await statsOf(events)).mode === 'LOCAL_ONLY');
  }
  async function publish({ endpoint }: RunningEvents, input: Record<string, unknown>): Promise<Answer> {
    return (await ask<{ publishEvent: Answer }>(endpoint, PUBLISH, { variables: { input } })).publishEvent;
  }
  const history = async ({ endpoint }: RunningEvents) => (await ask<History>(endpoint, HISTORY)).events.nodes;

  it('E18 says LOCAL_ONLY, spools what is published, and hands it on in order when the broker is back', async () => {
    const { redis, events } = await start();
    expect(await statsOf(events)).toMatchObject({ mode: 'CONNECTED', connected: true, spool: { waiting: 0, spooled: 0 } });
    const first = await publish(events, { id: 'e0', type: 'a.b', data: 0 });
    expect(first).toMatchObject({ status: 'STORED', spoolId: null, event: { sequence: 1 } });
    await goAway(redis, events);
    expect(await statsOf(events)).toMatchObject({ connected: false, head: null });
    const spooled: Answer[] = [];
    for (let number = 1; number <= 20; number += 1) spooled.push(await publish(events, { id: `e${number}`, type: 'a.b', data: number }));
    for (const answer of spooled) expect(answer).toMatchObject({ status: 'SPOOLED', position: null, event: null, durability: { level: 'FSYNCED' } });
    expect(await publish(events, { id: 'e1', type: 'a.b', data: 1 })).toMatchObject({ status: 'SPOOLED', duplicate: true, spoolId: spooled[0]?.spoolId });
    const refusals = [
      [{ id: 'e1', type: 'a.b', data: 'other' }, 'CONFLICT'],
      [{ type: 'a.b', subject: 's', expectedRevision: 0 }, 'LOG_UNAVAILABLE'],
    ] as const;
    for (const [input, code] of refusals)
      expect((await call(events.endpoint, PUBLISH, { variables: { input } })).errors?.[0]?.extensions).toMatchObject({ code });
    expect((await statsOf(events)).spool).toMatchObject({ waiting: 20, spooled: 20, appended: 0 });
    await redis.restart();
    await waitUntil(async () => (await statsOf(events)).mode === 'CONNECTED');
    const last = await publish(events, { id: 'e21', type: 'a.b', data: 21 });
    expect(last).toMatchObject({ status: 'STORED', event: { sequence: 22 } });
    expect((await history(events)).map(({ data }) => data)).toEqual(Array.from({ length: 22 }, (_, index) => index));
    expect((await statsOf(events)).spool).toMatchObject({ waiting: 0, spooled: 20, appended: 20, refused: 0 });
    const told = await ask<{ spooledEvent: unknown }>(events.endpoint, 'query ($id: ID!) { spooledEvent(id: $id) { eventId state position } }', {
      variables: { id: spooled[4]?.spoolId },
    });
    expect(told.spooledEvent).toEqual({ eventId: 'e5', state: 'APPENDED', position: expect.any(String) });
  });

  it('E18 still runs the handlers, each event once, and not again when the broker is back', async () => {
    const { redis, events } = await start();
    const target = await startWebhookTarget();
    ends.push(() => target.close());
    await ask(events.endpoint, 'mutation { createMessageQueue(input: { name: "q" }) { queue { name } } }');
    await ask(events.endpoint, 'mutation { bindQueue(queue: "q", pattern: "order.*") { queue { name } } }');
    await ask(events.endpoint, 'mutation ($webhook: WebhookInput!) { subscribeQueue(queue: "q", webhook: $webhook) { queue { name } } }', {
      variables: { webhook: { url: target.url, timeoutMs: 60_000 } },
    });
    const received = () => target.calls.map(({ body }) => body.data);
    await publish(events, { type: 'order.made', subject: 'order/1', data: 0 });
    await waitUntil(() => target.calls.length === 1);
    await goAway(redis, events);
    for (let number = 1; number <= 5; number += 1) await publish(events, { type: 'order.made', subject: 'order/1', data: number });
    await publish(events, { type: 'other', data: 'not for the queue' });
    await waitUntil(() => target.calls.length === 6);
    expect(received()).toEqual([0, 1, 2, 3, 4, 5]);
    await redis.restart();
    await waitUntil(async () => (await statsOf(events)).mode === 'CONNECTED');
    await publish(events, { type: 'order.made', subject: 'order/1', data: 6 });
    await waitUntil(() => target.calls.length >= 7);
    expect(received()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    // The queue acknowledges when the webhook has answered.
    const totals = '{ messageQueue(name: "q") { totals { taken acknowledged } } }';
    interface Totals {
      readonly messageQueue: { readonly totals: { readonly taken: number; readonly acknowledged: number } };
    }
    const settled = await waitUntil(async () => {
      const { messageQueue } = await ask<Totals>(events.endpoint, totals);
      return messageQueue.totals.acknowledged >= 7 ? messageQueue.totals : undefined;
    });
    expect(settled).toEqual({ taken: 7, acknowledged: 7 });
  });

  it('E18 loses nothing that it acknowledged when it is killed before the broker is back', async () => {
    const redis = await startRedis({ appendOnly: 'always' });
    const folder = createDataFolder();
    ends.push(
      () => redis.stop(),
      () => Promise.resolve(folder.remove()),
    );
    const open = () => startAutoweave(['start', '--port', '0'], { REDIS_URL: redis.url, AUTOWEAVE_DATA_DIR: folder.path });
    const post = async <T>({ url }: AutoweaveProcess, query: string, variables: Record<string, unknown> = {}): Promise<T> => {
      const response = await fetch(new URL('/graphql', url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      return data;
    };
    let running = await open();
    ends.push(() => running.kill9());
    const mode = async () => (await post<{ eventBusStats: Stats }>(running, STATS)).eventBusStats.mode;
    await post(running, PUBLISH, { input: { id: 'before', type: 'a.b' } });
    await redis.kill9();
    await waitUntil(async () => (await mode()) === 'LOCAL_ONLY');
    const acknowledged: string[] = [];
    const publishing = Array.from({ length: 8 }, async (_, publisher) => {
      for (let number = 0; ; number += 1) {
        const id = `${publisher}-${number}`;
        const { publishEvent } = await post<{ publishEvent: Answer }>(running, PUBLISH, { input: { id, type: 'a.b' } });
        if (publishEvent.status === 'SPOOLED') acknowledged.push(id);
      }
    });
    const ended = Promise.allSettled(publishing);
    await waitUntil(() => acknowledged.length >= 100);
    await running.kill9();
    await ended;
    await redis.restart();
    running = await open();
    const stored = await waitUntil(async () => {
      const { events } = await post<History>(running, HISTORY);
      const ids = events.nodes.map(({ id }) => id);
      return acknowledged.every((id) => ids.includes(id)) ? ids : undefined;
    });
    expect(new Set(stored).size).toBe(stored.length);
    for (let publisher = 0; publisher < 8; publisher += 1) {
      const own = stored.filter((id) => id.startsWith(`${publisher}-`)).map((id) => Number(id.split('-')[1]));
      expect(own).toEqual(own.map((_, index) => index));
    }
    await waitUntil(async () => (await mode()) === 'CONNECTED');
  });
});

describeWith(redisAvailable() && postgresAvailable())('two copies while the broker is away', () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  });

  it('E18 each spool what they are given, and each hands its own on in order, every event once', async () => {
    const redis = await startRedis({ appendOnly: 'always' });
    ends.push(() => redis.stop());
    const postgres = await startPostgres();
    ends.push(() => postgres.stop());
    const environment = { REDIS_URL: redis.url, DATABASE_URL: postgres.url };
    const copies: RunningEvents[] = [];
    for (let number = 0; number < 2; number += 1) {
      const copy = await startEvents(environment);
      ends.push(() => copy.close());
      copies.push(copy);
    }
    const modeOf = async ({ endpoint }: RunningEvents) => (await ask<{ eventBusStats: Stats }>(endpoint, STATS)).eventBusStats.mode;
    await redis.kill9();
    for (const copy of copies) await waitUntil(async () => (await modeOf(copy)) === 'LOCAL_ONLY');
    for (let number = 0; number < 15; number += 1) {
      for (const [index, { endpoint }] of copies.entries()) {
        const input = { id: `${index}-${number}`, source: 'both', type: 'a.b' };
        const { publishEvent } = await ask<{ publishEvent: Answer }>(endpoint, PUBLISH, { variables: { input } });
        expect(publishEvent.status).toBe('SPOOLED');
        // Sent to the other as well, as a publisher does that had no answer.
        if (number === 7) await ask(copies[1 - index]!.endpoint, PUBLISH, { variables: { input } });
      }
    }
    await redis.restart();
    for (const copy of copies) await waitUntil(async () => (await modeOf(copy)) === 'CONNECTED');
    const { events } = await ask<History>(copies[0]!.endpoint, HISTORY);
    const ids = events.nodes.map(({ id }) => id);
    expect(ids.toSorted()).toEqual([...new Set(ids)].toSorted());
    for (const index of [0, 1]) {
      const own = ids.filter((id) => id.startsWith(`${index}-`) && id !== `${index}-7`);
      expect(own).toEqual(Array.from({ length: 15 }, (_, number) => `${index}-${number}`).filter((id) => id !== `${index}-7`));
      expect(ids).toContain(`${index}-7`);
    }
  });
});
