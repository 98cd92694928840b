import { afterEach, describe, expect, it } from '@jest/globals';
import { CodedError } from '../../platform/errors/coded-error.ts';
import { createManualClock, type ManualClock } from '../../platform/clock/manual-clock.ts';
import { createIdentity } from '../../test/support/call-subgraph.ts';
import { openEventStream } from '../../test/support/gateway/event-stream-client.ts';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from '../../test/support/gateway/test-gateway.ts';
import { openTestSocket, type TestSocket } from '../../test/support/gateway/test-socket.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import type { CredentialRule } from '../admission/credentials.ts';

const TICKS = { query: 'subscription { ticks { value } }' };
const PROXY = { 'x-autoweave-workspace': 'default', 'x-autoweave-principal': 'ada' };
const renewal = (token: unknown) => ({ type: 'ping', payload: { extensions: { stream: { token } } } });

describe('the credential of an open connection', () => {
  let clock: ManualClock;
  let gateway: TestGateway;
  const revocations = new Map<string, AbortController>();
  const clients: TestSocket[] = [];
  afterEach(async () => {
    for (const client of clients.splice(0)) client.socket.terminate();
    revocations.clear();
    await gateway.stop();
  });

  /** A token reads `principal for N s`; a caller without one has none. */
  const judge: CredentialRule = ({ token, header, connectionParams }) => {
    const given = token ?? header('authorization') ?? connectionParams?.['token'];
    const [, principal, seconds] = /^(\w+) for (\d+) s$/.exec(String(given)) ?? [];
    if (principal === undefined) throw new CodedError('UNAUTHENTICATED', 'no such token');
    const revocation = revocations.get(principal) ?? new AbortController();
    revocations.set(principal, revocation);
    return { identity: createIdentity({ principal }), expiresAtMs: clock.now() + Number(seconds) * 1_000, revoked: revocation.signal };
  };

  async function start(options: TestGatewayOptions = {}): Promise<void> {
    clock = createManualClock();
    gateway = await startTestGateway({ clock, credentials: judge, config: { keepAliveMs: 600_000 }, ...options });
  }

  async function open(token: string): Promise<TestSocket> {
    const client = await openTestSocket(gateway.webSocketUrl);
    clients.push(client);
    await client.init({ token });
    return client;
  }

  const pings = ({ messages }: TestSocket) => messages.filter(({ type }) => type === 'ping');

  it('W8.1 MUST announce the end of a credential, then close with 4403', async () => {
    await start();
    const client = await open('ada for 100 s');
    client.subscribe('1', TICKS);
    await waitUntil(() => gateway.engine.open === 1);
    clock.advance(69_999);
    await client.settle();
    expect(pings(client)).toEqual([]);
    clock.advance(1);
    await waitUntil(() => pings(client).length === 1);
    expect(pings(client)).toEqual([{ type: 'ping', payload: { extensions: { stream: { expiresInMs: 30_000 } } } }]);
    clock.advance(29_999);
    await client.settle();
    expect(client.closed).toBeUndefined();
    clock.advance(1);
    expect(await client.closing()).toEqual({ code: 4403, reason: 'Forbidden: UNAUTHENTICATED: the credential has expired' });
    await waitUntil(() => gateway.engine.open === 0);
  });

  it('W8.2 MUST renew in band, without a word to what runs, and answer the new end, never the token', async () => {
    await start();
    const client = await open('ada for 100 s');
    client.subscribe('1', { ...TICKS, extensions: { stream: {} } });
    await waitUntil(() => client.of('1').length === 1);
    clock.advance(80_000);
    client.send(renewal('ada for 200 s'));
    const pong = await client.find({ type: 'pong' });
    expect(pong['payload']).toEqual({ extensions: { stream: { expiresAt: new Date(clock.now() + 200_000).toISOString() } } });
    clock.advance(100_000);
    await client.settle();
    expect(client.closed).toBeUndefined();
    gateway.engine.tick(1);
    await waitUntil(() => client.of('1').length === 2);
    expect(gateway.engine.seen).toHaveLength(1);
    clock.advance(100_000);
    expect((await client.closing()).code).toBe(4403);
  });

  it.each([
    ['that is refused', 'nonsense', 4403, 'Forbidden: UNAUTHENTICATED: no such token'],
    ['of another principal', 'eve for 200 s', 4403, 'Forbidden: FORBIDDEN: a connection is renewed by the workspace and principal that opened it'],
    ['that is over', 'ada for 0 s', 4403, 'Forbidden: UNAUTHENTICATED: the credential has expired'],
    ['that is no text', 7, 4400, '"ping" message expects extensions.stream.token to be a non-empty string'],
  ])('W8.2 MUST close at a token %s', async (_name, token, code, reason) => {
    await start();
    const client = await open('ada for 100 s');
    client.send(renewal(token));
    expect(await client.closing()).toEqual({ code, reason });
  });

  it('W8.2 MUST close with 4401 at a token before connection_init, and with 4403 where tokens are not known', async () => {
    await start();
    const early = await openTestSocket(gateway.webSocketUrl);
    early.send(renewal('ada for 100 s'));
    expect((await early.closing()).code).toBe(4401);
    await gateway.stop();
    gateway = await startTestGateway();
    const client = await open('unused');
    client.send(renewal('ada for 100 s'));
    expect(await client.closing()).toEqual({
      code: 4403,
      reason: 'Forbidden: UNAUTHENTICATED: tokens are not verified here: connect again to renew a credential',
    });
  });

  it('W8.3 MUST end what a revoked credential may no longer see, at once, and nothing of others', async () => {
    await start();
    const [ada, eve] = [await open('ada for 1000 s'), await open('eve for 1000 s')];
    ada.subscribe('1', TICKS);
    eve.subscribe('1', TICKS);
    await waitUntil(() => gateway.engine.open === 2);
    const stream = await openEventStream(`${gateway.url}/graphql`, { body: TICKS, headers: { authorization: 'ada for 1000 s' } });
    await waitUntil(async () => /subscriptions_active 3/.test(await gateway.metrics.getSingleMetricAsString('subscriptions_active')));
    revocations.get('ada')?.abort();
    gateway.engine.tick(1);
    expect(await ada.closing()).toEqual({ code: 4403, reason: 'Forbidden: UNAUTHENTICATED: the credential was revoked' });
    await stream.untilEnd();
    expect(stream.events).toMatchObject([{ event: 'next' }]);
    expect(await stream.payloads(1)).toMatchObject([{ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }]);
    await waitUntil(() => eve.of('1').length === 1);
    expect(ada.of('1')).toEqual([]);
    const again = await openTestSocket(gateway.webSocketUrl);
    again.send({ type: 'connection_init', payload: { token: 'ada for 1000 s' } });
    expect((await again.closing()).code).toBe(4403);
  });

  it('W8.1 MUST end an HTTP stream with UNAUTHENTICATED when its credential expires', async () => {
    await start();
    const stream = await openEventStream(`${gateway.url}/graphql`, { body: TICKS, headers: { authorization: 'ada for 10 s' } });
    await waitUntil(() => gateway.engine.open === 1);
    clock.advance(10_000);
    await stream.untilEnd();
    expect(await stream.payloads(1)).toMatchObject([{ errors: [{ message: 'the credential has expired', extensions: { code: 'UNAUTHENTICATED' } }] }]);
    expect(stream.events.some(({ event }) => event === 'complete')).toBe(false);
  });

  it('W8.3 MUST refuse an HTTP stream whose credential has ended already, and leave nothing open', async () => {
    await start();
    const ask = (token: string) =>
      fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: token },
        body: JSON.stringify(TICKS),
      });
    revocations.set('ada', new AbortController());
    revocations.get('ada')?.abort();
    for (const token of ['ada for 10 s', 'eve for 0 s', 'nobody']) {
      const response = await ask(token);
      expect([response.status, await response.json()]).toMatchObject([401, { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }]);
    }
  });

  it('W8.1 MUST take from a trusted proxy when the credential that it verified expires', async () => {
    clock = createManualClock();
    gateway = await startTestGateway({ clock, identity: 'headers', config: { keepAliveMs: 600_000 } });
    const expires = (value: string) => ({ headers: { ...PROXY, 'x-autoweave-credential-expires': value } });
    const client = await openTestSocket(gateway.webSocketUrl, expires(new Date(clock.now() + 60_000).toISOString()));
    await client.init();
    clock.advance(60_000);
    expect(await client.closing()).toEqual({ code: 4403, reason: 'Forbidden: UNAUTHENTICATED: the credential has expired' });
    const odd = await openTestSocket(gateway.webSocketUrl, expires('tomorrow'));
    odd.send({ type: 'connection_init' });
    expect((await odd.closing()).code).toBe(4403);
  });
});

describe('how long a connection may last', () => {
  let clock: ManualClock;
  let gateway: TestGateway;
  afterEach(() => gateway.stop());

  async function start(config: TestGatewayOptions['config']): Promise<TestSocket> {
    clock = createManualClock();
    gateway = await startTestGateway({ clock, ...(config === undefined ? {} : { config }) });
    const client = await openTestSocket(gateway.webSocketUrl);
    await client.init();
    return client;
  }

  /** Moves time by pings that are answered. */
  async function pass(client: TestSocket, pingsCount: number): Promise<void> {
    for (let count = 0; count < pingsCount && client.closed === undefined; count += 1) {
      clock.advance(15_000);
      if (client.socket.readyState !== client.socket.OPEN) return;
      await client.settle().catch(() => undefined);
      if (client.socket.readyState === client.socket.OPEN) await client.settle().catch(() => undefined);
    }
  }

  it('W7.8 MUST close a socket that runs nothing for too long with 1000, and none that does', async () => {
    const idle = await start({ socketIdleMs: 60_000 });
    const busy = await openTestSocket(gateway.webSocketUrl);
    await busy.init();
    busy.subscribe('1', TICKS);
    await waitUntil(() => gateway.engine.open === 1);
    for (let count = 0; count < 6; count += 1) {
      clock.advance(15_000);
      await busy.settle();
      await busy.settle();
      if (idle.closed === undefined && count < 3) {
        await idle.settle();
        await idle.settle();
      }
    }
    expect(await idle.closing()).toEqual({ code: 1000, reason: 'Idle: no operation for too long' });
    expect(busy.closed).toBeUndefined();
    busy.socket.terminate();
  });

  it('W7.8 MUST close a socket that has lasted long enough with 1001', async () => {
    const client = await start({ connectionLifetimeMs: 60_000 });
    client.subscribe('1', TICKS);
    await waitUntil(() => gateway.engine.open === 1);
    await pass(client, 3);
    expect(client.closed).toBeUndefined();
    clock.advance(15_000);
    expect((await client.closing()).code).toBe(1001);
    await waitUntil(() => gateway.engine.open === 0);
  });

  it('W7.8 MUST end an HTTP stream that has lasted long enough with CONNECTION_EXPIRED', async () => {
    const client = await start({ connectionLifetimeMs: 60_000 });
    client.socket.terminate();
    const stream = await openEventStream(`${gateway.url}/graphql`, { body: TICKS });
    await waitUntil(() => gateway.engine.open === 1);
    for (let count = 0; count < 5; count += 1) clock.advance(12_000);
    await stream.untilEnd();
    expect(await stream.payloads(1)).toMatchObject([{ errors: [{ extensions: { code: 'CONNECTION_EXPIRED' } }] }]);
    expect(stream.events.some(({ event }) => event === 'complete')).toBe(false);
  });

  it('W7.7 MUST answer an operation beyond those that a socket may run with LIMIT_EXCEEDED, and take it when one has ended', async () => {
    const client = await start({ maxSocketOperations: 2 });
    for (const id of ['1', '2', '3']) client.subscribe(id, TICKS);
    expect(await client.find({ id: '3', type: 'error' })).toMatchObject({
      payload: [{ extensions: { code: 'LIMIT_EXCEEDED', details: { max: 2, seen: 3 } } }],
    });
    client.send({ type: 'complete', id: '1' });
    client.subscribe('3', { ...TICKS, extensions: { stream: {} } });
    await client.find({ id: '3', type: 'next' });
    expect(client.closed).toBeUndefined();
    client.socket.terminate();
  });
});
