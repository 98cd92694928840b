import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { waitUntil } from '../../test/support/wait-until.ts';
import { startTestGateway, type TestGateway } from '../../test/support/gateway/test-gateway.ts';
import { openTestSocket, type TestSocket } from '../../test/support/gateway/test-socket.ts';

const TICKS = 'subscription { ticks { value } }';

interface Stream {
  readonly cursor?: string;
  readonly kind?: string;
  readonly state?: string;
  readonly resumable?: boolean;
  readonly resumed?: { readonly replayed?: number; readonly gap?: { readonly from: string; readonly availableFrom: string } };
  readonly replay?: boolean;
}

interface Payload {
  readonly data: { readonly ticks: { readonly value: number } } | null;
  readonly errors?: unknown;
  readonly extensions?: { readonly stream?: Stream };
}

describe('the streaming wire', () => {
  let gateway: TestGateway;
  let client: TestSocket;

  beforeEach(async () => {
    gateway = await startTestGateway();
    client = await openTestSocket(gateway.webSocketUrl);
    await client.init();
  });
  afterEach(async () => {
    client.socket.terminate();
    await gateway.stop();
  });

  async function subscribe(id: string, stream?: Record<string, unknown>, query = TICKS, on = client): Promise<void> {
    const before = await active();
    on.subscribe(id, { query, ...(stream === undefined ? {} : { extensions: { stream } }) });
    await waitUntil(async () => (await active()) > before && gateway.engine.open > 0);
  }

  async function active(): Promise<number> {
    return Number(/subscriptions_active (\d+)/.exec(await gateway.metrics.getSingleMetricAsString('subscriptions_active'))?.[1] ?? 0);
  }

  function payloads(id: string, on = client): Payload[] {
    return on
      .of(id)
      .filter((message) => message['type'] === 'next')
      .map((message) => message['payload'] as Payload);
  }

  async function streamOf(id: string, count: number, on = client): Promise<(Stream | undefined)[]> {
    await waitUntil(() => payloads(id, on).length >= count, { what: `${count} frames of ${id}` });
    return payloads(id, on).map((payload) => payload.extensions?.stream);
  }

  it('W2.2 MUST send a client that speaks it the state and cursor at once, before any event', async () => {
    await subscribe('1', {});
    const [first] = await streamOf('1', 1);
    expect(first).toEqual({ kind: 'state', state: 'live', resumable: true, cursor: expect.any(String) });
    expect(payloads('1')[0]?.data).toBeNull();
  });

  it('W2.1 W2.4 MUST give every event a cursor, to a plain client too, and no frame without data to it', async () => {
    await subscribe('plain');
    gateway.engine.send({ result: {}, stream: { kind: 'progress', position: 'p0' } });
    gateway.engine.send({ result: {}, stream: { kind: 'state', state: 'degraded' } });
    gateway.engine.tick(1);
    const [event] = await streamOf('plain', 1);
    expect(event).toEqual({ cursor: expect.any(String) });
    expect(payloads('plain')).toHaveLength(1);
    expect(payloads('plain')[0]?.data).toEqual({ ticks: { value: 1 } });
  });

  it('W2.4 W2.5 MUST pass progress and changes of state on to a client that speaks it', async () => {
    await subscribe('1', {});
    gateway.engine.send({ result: {}, stream: { kind: 'progress', position: 'p9' } });
    gateway.engine.send({ result: {}, stream: { kind: 'state', state: 'reconnecting' } });
    const [, progress, state] = await streamOf('1', 3);
    expect(progress).toEqual({ kind: 'progress', cursor: expect.any(String) });
    expect(state).toEqual({ kind: 'state', state: 'reconnecting' });
  });

  it('W2.1 W2.6 MUST resume after the cursor of an event: what was missed comes once, marked as replay, then what is new', async () => {
    await subscribe('1', {});
    gateway.engine.tick(1);
    const [, event] = await streamOf('1', 2);
    client.send({ type: 'complete', id: '1' });
    await client.settle();
    gateway.engine.tick(2);
    gateway.engine.tick(3);
    await subscribe('2', { resumeFrom: event?.cursor });
    gateway.engine.tick(4);
    const streams = await streamOf('2', 4);
    expect(streams[0]).toMatchObject({ kind: 'state', resumed: { replayed: 2 } });
    expect(
      payloads('2')
        .slice(1)
        .map((payload) => payload.data?.ticks.value),
    ).toEqual([2, 3, 4]);
    expect(streams.slice(1).map((stream) => stream?.replay)).toEqual([true, true, undefined]);
  });

  it('W2.3 MUST say replayed: 0 when nothing was missed', async () => {
    gateway.engine.tick(1);
    await subscribe('1', {});
    const [first] = await streamOf('1', 1);
    await subscribe('2', { resumeFrom: first?.cursor });
    expect((await streamOf('2', 1))[0]?.resumed).toEqual({ replayed: 0 });
  });

  it('W2.3 MUST tell a gap in cursors that can be resumed from', async () => {
    gateway.engine.tick(1);
    gateway.engine.tick(2);
    await subscribe('1', {});
    gateway.engine.send({ result: {}, stream: { kind: 'state', position: 'p2', resumed: { gap: { from: 'p1', availableFrom: 'p2' } } } });
    gateway.engine.tick(3);
    const [, told] = await streamOf('1', 2);
    expect(told).toMatchObject({ kind: 'state', resumed: { gap: { from: expect.any(String), availableFrom: told?.cursor } } });
    await subscribe('2', { resumeFrom: told?.resumed?.gap?.availableFrom });
    expect((await streamOf('2', 1))[0]?.resumed).toEqual({ replayed: 1 });
  });

  it('W2.7 MUST tell a plain client of gaps on its next event, joined', async () => {
    await subscribe('1');
    gateway.engine.send({ result: {}, stream: { kind: 'state', position: 'p2', resumed: { gap: { from: 'p1', availableFrom: 'p2' } } } });
    gateway.engine.send({ result: {}, stream: { kind: 'state', position: 'p4', resumed: { gap: { from: 'p3', availableFrom: 'p4' } } } });
    gateway.engine.tick(1);
    gateway.engine.tick(2);
    const [first, second] = await streamOf('1', 2);
    expect(first?.resumed?.gap?.from).not.toBe(first?.resumed?.gap?.availableFrom);
    expect(second).toEqual({ cursor: expect.any(String) });
  });

  it('W4.3 MUST say that a source without positions cannot be resumed, and gives no cursor', async () => {
    await subscribe('1', {}, 'subscription { live { value } }');
    gateway.engine.send({ result: { data: { live: { value: 1 } } }, stream: { kind: 'event' } });
    expect(await streamOf('1', 2)).toEqual([{ kind: 'state', state: 'live', resumable: false }, undefined]);
  });

  it('W2.8 MUST keep an event whose data went null for an error a next, and end by error when the source gave up', async () => {
    await subscribe('1', {});
    gateway.engine.send({ result: { data: null, errors: [{ message: 'one' }] }, stream: { kind: 'event', position: 'p1' } });
    gateway.engine.send({ result: { data: null, errors: [{ message: 'gone', extensions: { code: 'LOG_UNAVAILABLE' } }] }, stream: { kind: 'event' } });
    expect(await client.find({ id: '1', type: 'error' })).toMatchObject({ payload: [{ extensions: { code: 'LOG_UNAVAILABLE' } }] });
    expect(payloads('1')[1]).toMatchObject({ data: null, errors: [{ message: 'one' }], extensions: { stream: { cursor: expect.any(String) } } });
    expect(client.of('1').some((message) => message['type'] === 'complete')).toBe(false);
  });

  it.each([
    ['another operation', 'subscription { ticks { room } }', 'OTHER_OPERATION'],
    ['no gateway', TICKS, 'MALFORMED'],
  ])('W1.2 MUST refuse a cursor of %s', async (what, query, reason) => {
    await subscribe('1', {});
    const [first] = await streamOf('1', 1);
    const opened = gateway.engine.open;
    client.subscribe('2', { query, extensions: { stream: { resumeFrom: what === 'no gateway' ? 'cursor' : first?.cursor } } });
    expect(await client.find({ id: '2', type: 'error' })).toMatchObject({
      payload: [{ extensions: { code: 'BAD_USER_INPUT', field: 'extensions.stream.resumeFrom', details: { reason } } }],
    });
    expect(gateway.engine.open).toBe(opened);
  });

  it('W1.2 MUST take a cursor for the same operation written differently', async () => {
    await subscribe('1', {}, 'subscription A($r: String) { ticks(room: $r) { value } }');
    const [first] = await streamOf('1', 1);
    await subscribe(
      '2',
      { resumeFrom: first?.cursor },
      'query Other { hello } subscription B($room: String) {\n ticks(room: $room) { value }\n}'.replace('query Other { hello } ', ''),
    );
    expect((await streamOf('2', 1))[0]?.resumed).toEqual({ replayed: 0 });
  });

  it('W1.2 MUST refuse a cursor in another workspace', async () => {
    await subscribe('1', {});
    const [first] = await streamOf('1', 1);
    const other = await openTestSocket(gateway.webSocketUrl);
    await other.init({ workspace: 'other' });
    other.subscribe('1', { query: TICKS, extensions: { stream: { resumeFrom: first?.cursor } } });
    expect(await other.find({ id: '1', type: 'error' })).toMatchObject({ payload: [{ extensions: { details: { reason: 'OTHER_WORKSPACE' } } }] });
    other.socket.terminate();
  });
});

describe('a cursor after a restart', () => {
  it('W3.1 MUST be taken by a gateway over the same data folder', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'autoweave-restart-'));
    const first = await startTestGateway({ dataDir });
    first.engine.tick(1);
    const before = await openTestSocket(first.webSocketUrl);
    await before.init();
    before.subscribe('1', { query: TICKS, extensions: { stream: {} } });
    const { payload } = await before.find({ id: '1', type: 'next' });
    const cursor = (payload as Payload).extensions?.stream?.cursor;
    await first.stop();
    first.engine.tick(2);
    const second = await startTestGateway({ dataDir, engine: first.engine });
    const after = await openTestSocket(second.webSocketUrl);
    await after.init();
    after.subscribe('1', { query: TICKS, extensions: { stream: { resumeFrom: cursor } } });
    expect(await after.find({ id: '1', type: 'next' })).toMatchObject({ payload: { extensions: { stream: { resumed: { replayed: 1 } } } } });
    after.socket.terminate();
    await second.stop();
  });
});
