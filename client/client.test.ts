import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startFrontProxy, type FrontProxy } from '../test/support/gateway/front-proxy.ts';
import { startTestGateway, type TestGateway } from '../test/support/gateway/test-gateway.ts';
import { waitUntil } from '../test/support/wait-until.ts';
import { createClient, GraphQLRequestError, type AutoweaveClient, type ClientOptions, type ConnectionState } from './index.ts';

const TICKS = { toString: () => 'subscription { ticks { value } }' };
const ADD = { toString: () => 'mutation ($value: Int!) { add(value: $value) }' };
const HELLO = { toString: () => '{ hello }' };

interface Ticked {
  readonly ticks: { readonly value: number };
}

/** A subscription, and what it has brought. */
interface Followed {
  readonly values: number[];
  readonly states: string[];
  readonly resumed: unknown[];
  error: unknown;
}

describe('the typed client', () => {
  let gateway: TestGateway;
  let proxy: FrontProxy;
  const clients: AutoweaveClient[] = [];

  beforeEach(async () => {
    gateway = await startTestGateway();
    proxy = await startFrontProxy(gateway.url);
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.close();
    await proxy.close();
    await gateway.stop();
  });

  function connect(options: Partial<ClientOptions> = {}): { client: AutoweaveClient; seen: ConnectionState[] } {
    const client = createClient({ url: `${proxy.url}/graphql`, maxReconnectDelayMs: 50, ...options });
    clients.push(client);
    const seen: ConnectionState[] = [];
    client.onConnection((state) => seen.push(state));
    return { client, seen };
  }

  function follow(client: AutoweaveClient, document: { toString(): string } = TICKS): Followed {
    const followed: Followed = { values: [], states: [], resumed: [], error: undefined };
    void (async () => {
      try {
        for await (const message of client.subscribe<Ticked, object>(document, {})) {
          if (message.resumed !== undefined) followed.resumed.push(message.resumed);
          if (message.kind === 'event') followed.values.push(message.data.ticks.value);
          else followed.states.push(message.state);
        }
      } catch (error) {
        followed.error = error;
      }
    })();
    return followed;
  }

  /** Cuts every connection, lets `missed` events happen meanwhile, and waits until they are there. */
  async function cutAndMiss(followed: Followed, missed: readonly number[]): Promise<void> {
    const attachments = followed.states.filter((state) => state === 'live').length;
    proxy.cut();
    await waitUntil(() => gateway.engine.open === 0, { what: 'the connection to be lost' });
    for (const value of missed) gateway.engine.tick(value);
    await waitUntil(() => followed.states.filter((state) => state === 'live').length > attachments, { what: 'the client to be back' });
  }

  it.each(['websocket', 'event-stream'] as const)('resumes over %s without a loss when its connection breaks', async (transport) => {
    const { client } = connect({ transport });
    const followed = follow(client);
    await waitUntil(() => followed.states.includes('live'));
    gateway.engine.tick(1);
    await waitUntil(() => followed.values.length === 1);
    await cutAndMiss(followed, [2, 3]);
    gateway.engine.tick(4);
    await waitUntil(() => followed.values.length === 4);
    expect(followed.values).toEqual([1, 2, 3, 4]);
    expect(followed.resumed).toEqual([{ replayed: 2 }]);
    expect(followed.states).toContain('reconnecting');
    expect(client.connection).toEqual({ phase: 'live', transport });
  });

  it('falls back to Server-Sent Events where no WebSocket gets through, and returns when one does', async () => {
    proxy.letsWebSocketsThrough = false;
    const { client, seen } = connect();
    const followed = follow(client);
    await waitUntil(() => followed.states.includes('live'), { what: 'the fall back' });
    expect(client.connection).toEqual({ phase: 'live', transport: 'event-stream' });
    gateway.engine.tick(1);
    await waitUntil(() => followed.values.length === 1);
    proxy.letsWebSocketsThrough = true;
    await cutAndMiss(followed, [2]);
    await waitUntil(() => followed.values.length === 2);
    expect(followed.values).toEqual([1, 2]);
    expect(client.connection).toEqual({ phase: 'live', transport: 'websocket' });
    expect(seen.map(({ phase }) => phase)).toEqual(expect.arrayContaining(['connecting', 'reconnecting', 'live']));
  });

  it.each(['websocket', 'event-stream'] as const)('throws what the backend refuses, over %s', async (transport) => {
    const followed = follow(connect({ transport }).client, { toString: () => 'subscription { unknown }' });
    await waitUntil(() => followed.error !== undefined);
    expect(followed.error).toBeInstanceOf(GraphQLRequestError);
    expect(followed.error).toMatchObject({ codes: ['GRAPHQL_VALIDATION_FAILED'] });
  });

  it('shows how its subscriptions stand: idle, connecting, live, and idle again', async () => {
    const { client, seen } = connect();
    expect(client.connection).toEqual({ phase: 'idle', transport: 'websocket' });
    const over = new AbortController();
    const reading = (async () => {
      for await (const message of client.subscribe(TICKS, {}, { signal: over.signal })) if (message.kind === 'event') return;
    })();
    await waitUntil(() => client.connection.phase === 'live');
    over.abort();
    await reading;
    await waitUntil(() => client.connection.phase === 'idle');
    expect(seen.map(({ phase }) => phase)).toEqual(['connecting', 'live', 'idle']);
  });

  it('remembers the later position of mutations that are answered in any order, and sends it with queries', async () => {
    const positionOf = (place: string) => Buffer.from(place).toString('base64url');
    const answers = new Map([
      [1, positionOf('1.9.default')],
      [2, positionOf('1.10.default')],
      [3, positionOf('2.1.default')],
      [4, positionOf('1.300.default')],
    ]);
    const waiting = new Map<number, () => void>();
    const sent: { extensions?: { stream?: { minPosition?: string } } }[] = [];
    const { client } = connect({
      fetch: async (_url, init) => {
        const body = JSON.parse(String(init?.body)) as { variables?: { value?: number }; extensions?: object };
        const value = body.variables?.value;
        if (value === undefined) sent.push(body);
        else await new Promise<void>((resolve) => waiting.set(value, resolve));
        return Response.json({ data: {}, extensions: { stream: { position: value === undefined ? null : answers.get(value) } } });
      },
    });
    async function answerInOrder(order: readonly number[]): Promise<void> {
      const running = new Map(order.map((value) => [value, client.mutate<unknown, { value: number }>(ADD, { value })]));
      await waitUntil(() => order.every((value) => waiting.has(value)));
      for (const value of order) {
        waiting.get(value)?.();
        await running.get(value);
      }
    }
    await answerInOrder([2, 1]);
    expect(client.position).toBe(answers.get(2));
    await client.query(HELLO, {});
    await answerInOrder([3, 4]);
    await client.query(HELLO, {});
    expect(sent.map(({ extensions }) => extensions?.stream?.minPosition)).toEqual([answers.get(2), answers.get(3)]);
  });
});
