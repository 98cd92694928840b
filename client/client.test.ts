import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createManualClock } from '../platform/clock/manual-clock.ts';
import { CodedError } from '../platform/errors/coded-error.ts';
import type { CredentialRule } from '../gateway/admission/credentials.ts';
import { createIdentity } from '../test/support/call-subgraph.ts';
import { startFrontProxy, type FrontProxy } from '../test/support/gateway/front-proxy.ts';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from '../test/support/gateway/test-gateway.ts';
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

  beforeEach(() => start());
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.close();
    await proxy.close();
    await gateway.stop();
  });

  async function start(options: TestGatewayOptions = {}): Promise<void> {
    gateway = await startTestGateway(options);
    proxy = await startFrontProxy(gateway.url);
  }

  /** Another gateway than the plain one. */
  async function startOther(options: TestGatewayOptions): Promise<void> {
    await proxy.close();
    await gateway.stop();
    await start(options);
  }

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
    await proxy.cut(async () => {
      await waitUntil(() => gateway.engine.open === 0, { what: 'the connection to be lost' });
      for (const value of missed) gateway.engine.tick(value);
    });
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

  it.each(['websocket', 'event-stream'] as const)('takes a connection over %s on which nothing comes any more for lost', async (transport) => {
    const { client } = connect({ transport, maxSilenceMs: 500 });
    const followed = follow(client);
    await waitUntil(() => followed.states.includes('live'));
    gateway.engine.tick(1);
    await waitUntil(() => followed.values.length === 1);
    const attachments = followed.states.filter((state) => state === 'live').length;
    proxy.hush();
    gateway.engine.tick(2);
    await waitUntil(() => followed.states.filter((state) => state === 'live').length > attachments, { timeoutMs: 60_000, what: 'the client to be back' });
    await waitUntil(() => followed.values.length === 2);
    expect(followed.values).toEqual([1, 2]);
  });

  it('says what is wrong with an address', () => {
    for (const url of ['nonsense', '/graphql', 'ws://127.0.0.1/graphql'])
      expect(() => createClient({ url })).toThrow(/^url: expected the address of a GraphQL endpoint/);
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

  it.each(['websocket', 'event-stream'] as const)(
    'comes back over %s, again and again, when its connection has lasted as long as one may',
    async (transport) => {
      const clock = createManualClock();
      await startOther({ config: { connectionLifetimeMs: 100, keepAliveMs: 50 }, clock });
      const { client, seen } = connect({ transport });
      const followed = follow(client);
      const comings = () => seen.filter(({ phase }) => phase === 'live').length;
      for (const value of [1, 2, 3]) {
        await waitUntil(
          () => {
            // Time passes only while the client is there: a new connection lasts until it is live, however long that takes. Both kinds are looked at with
            // their signs of life, which are seldom on event streams.
            if (client.connection.phase === 'live' && comings() <= value) clock.advance(transport === 'event-stream' ? 12_000 : 50);
            return comings() > value;
          },
          { what: 'the client to be back' },
        );
        gateway.engine.tick(value);
        await waitUntil(() => followed.values.length === value, { what: `event ${value}` });
      }
      expect([followed.values, followed.error]).toEqual([[1, 2, 3], undefined]);
    },
  );

  describe('whose credential is looked at', () => {
    const revocations = new Map<string, AbortController>();
    beforeEach(() => revocations.clear());

    /** Every token is good until it is revoked. */
    const judge: CredentialRule = ({ header, connectionParams }) => {
      const token = header('authorization') ?? connectionParams?.['token'];
      if (typeof token !== 'string') throw new CodedError('UNAUTHENTICATED', 'no token');
      const revocation = revocations.get(token) ?? new AbortController();
      revocations.set(token, revocation);
      return { identity: createIdentity({ principal: 'ada' }), revoked: revocation.signal };
    };

    it.each(['websocket', 'event-stream'] as const)(
      'comes back over %s with a newer one when its own ends, and throws when there is none',
      async (transport) => {
        await startOther({ credentials: judge });
        let token = 'first';
        const { client } = connect({ transport, connectionParams: () => ({ token }), headers: () => Promise.resolve({ authorization: token }) });
        const followed = follow(client);
        await waitUntil(() => followed.states.includes('live'));
        gateway.engine.tick(1);
        await waitUntil(() => followed.values.length === 1);
        token = 'second';
        revocations.get('first')?.abort();
        await waitUntil(() => followed.states.filter((state) => state === 'live').length === 2, { what: 'the client to be back' });
        gateway.engine.tick(2);
        await waitUntil(() => followed.values.length === 2);
        revocations.get('second')?.abort();
        await waitUntil(() => followed.error !== undefined);
        expect(followed.values).toEqual([1, 2]);
        expect(followed.error).toMatchObject({ codes: ['UNAUTHENTICATED'] });
      },
    );

    it('throws when it is refused at once', async () => {
      await startOther({ credentials: judge });
      const followed = follow(connect({ transport: 'websocket' }).client);
      await waitUntil(() => followed.error !== undefined);
      expect([followed.states, followed.error]).toMatchObject([[], { codes: ['UNAUTHENTICATED'] }]);
    });
  });

  it('waits for a place when its principal has as many sockets as it may', async () => {
    await startOther({ config: { maxPrincipalSockets: 1 } });
    const first = connect({ transport: 'websocket' });
    const before = follow(first.client);
    await waitUntil(() => before.states.includes('live'));
    const second = connect({ transport: 'websocket' });
    const followed = follow(second.client);
    await waitUntil(() => followed.states.filter((state) => state === 'reconnecting').length >= 2);
    await first.client.close();
    await waitUntil(() => followed.states.includes('live'));
    expect(followed.error).toBeUndefined();
  });

  it('throws when what it asks is larger than a message may be', async () => {
    await startOther({ config: { bodyLimitBytes: 2_000 } });
    const followed = follow(connect({ transport: 'websocket' }).client, { toString: () => `# ${'x'.repeat(3_000)}\n${TICKS.toString()}` });
    await waitUntil(() => followed.error !== undefined);
    expect(followed.error).toMatchObject({ codes: ['1009'] });
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
