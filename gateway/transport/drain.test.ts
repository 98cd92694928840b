import { afterEach, describe, expect, it } from '@jest/globals';
import { createManualClock } from '../../platform/clock/manual-clock.ts';
import { openEventStream } from '../../test/support/gateway/event-stream-client.ts';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from '../../test/support/gateway/test-gateway.ts';
import { openTestSocket, type TestSocket } from '../../test/support/gateway/test-socket.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import type { Engine } from '../operation.ts';
import { departOneByOne } from './depart-one-by-one.ts';

const TICKS = 'subscription { ticks { value } }';
const SPEAKING = { query: TICKS, extensions: { stream: {} } };

describe('a gateway that stops', () => {
  let gateway: TestGateway;
  const clients: TestSocket[] = [];
  afterEach(async () => {
    for (const client of clients.splice(0)) client.socket.terminate();
    await gateway.stop();
  });

  /** Under a clock that stands still, so that nobody is cut off before a test lets go what he waits for. */
  async function start(options: TestGatewayOptions = {}): Promise<void> {
    gateway = await startTestGateway({ clock: createManualClock(), ...options });
  }

  async function open(): Promise<TestSocket> {
    const client = await openTestSocket(gateway.webSocketUrl);
    clients.push(client);
    await client.init();
    return client;
  }

  /** Holds queries for `never` back until they are let go. */
  function holdQueries() {
    const held = Promise.withResolvers<void>();
    const hold = (engine: Engine): Engine => ({
      ...engine,
      subscribe: (operation, options) => engine.subscribe(operation, options),
      async execute(operation) {
        if (!operation.source.includes('held')) return engine.execute(operation);
        await held.promise;
        return { data: { held: 'done' } };
      },
    });
    return { hold, letGo: () => held.resolve() };
  }

  it('W2.12 MUST say reconnecting with the newest cursor to those who speak, nothing to others, then close with 1001', async () => {
    await start();
    const [speaking, plain] = [await open(), await open()];
    speaking.subscribe('1', SPEAKING);
    plain.subscribe('1', { query: TICKS });
    await waitUntil(() => speaking.of('1').length === 1);
    await plain.settle();
    gateway.engine.tick(1);
    await waitUntil(() => speaking.of('1').length === 2 && plain.of('1').length === 1);
    await gateway.server.drain();
    expect([(await speaking.closing()).code, (await plain.closing()).code]).toEqual([1001, 1001]);
    const [, event, told] = speaking.of('1').map(({ payload }) => payload as { data: unknown; extensions: { stream: Record<string, unknown> } });
    expect(told).toMatchObject({ data: null, extensions: { stream: { kind: 'state', state: 'reconnecting', cursor: event?.extensions.stream['cursor'] } } });
    expect([...speaking.of('1'), ...plain.of('1')].some(({ type }) => type === 'complete' || type === 'error')).toBe(false);
    expect(plain.of('1')).toHaveLength(1);
    await waitUntil(() => gateway.engine.open === 0);
  });

  it('W2.12 MUST answer what has one answer before it closes the socket, and start nothing more on it', async () => {
    const { hold, letGo } = holdQueries();
    await start({ wrap: hold });
    const client = await open();
    client.subscribe('ticks', SPEAKING);
    client.subscribe('held', { query: 'query held { hello }' });
    await waitUntil(() => client.of('ticks').length === 1);
    const drained = gateway.server.drain();
    await waitUntil(() => client.of('ticks').length === 2);
    client.subscribe('late', { query: 'mutation { add(value: 1) }' });
    await client.settle();
    expect(client.closed).toBeUndefined();
    letGo();
    expect((await client.closing()).code).toBe(1001);
    await drained;
    expect(client.of('held').map(({ type }) => type)).toEqual(['next', 'complete']);
    expect(client.of('late')).toEqual([]);
    expect(gateway.engine.seen.some(({ source }) => source.includes('add'))).toBe(false);
  });

  it('W2.12 MUST refuse new sockets with 503 and DRAINING', async () => {
    const { hold, letGo } = holdQueries();
    await start({ wrap: hold });
    const client = await open();
    client.subscribe('held', { query: 'query held { hello }' });
    const drained = gateway.server.drain();
    await expect(openTestSocket(gateway.webSocketUrl)).rejects.toThrow('503');
    letGo();
    await drained;
  });

  it('W5.5 MUST let an operation with one answer end on an event stream', async () => {
    const { hold, letGo } = holdQueries();
    await start({ wrap: hold });
    const opening = openEventStream(`${gateway.url}/graphql`, { body: { query: 'query held { hello }' } });
    const stream = await opening;
    const drained = gateway.server.drain();
    letGo();
    await drained;
    await stream.untilEnd();
    expect(stream.events.map(({ event }) => event)).toEqual(['next', 'complete']);
    expect(await stream.payloads(1)).toMatchObject([{ data: { held: 'done' } }]);
  });
});

describe('those who leave', () => {
  const depart = async (count: number, windowMs: number): Promise<readonly number[]> => {
    const clock = createManualClock();
    const begunMs = clock.elapsed();
    const left: number[] = [];
    const moments = [0.75, 0.1, 0.25, 0.5].values();
    const departure = { clock, random: () => moments.next().value ?? 0, windowMs };
    const gone = departOneByOne(
      Array.from({ length: count }, (_, index) => index),
      async () => void left.push(clock.elapsed() - begunMs),
      departure,
    );
    for (let ms = 0; ms < 40; ms += 1) {
      await Promise.resolve();
      clock.advance(1);
    }
    await gone;
    return left;
  };

  it('W2.12 leave each at a moment of its own within the window', async () => {
    expect((await depart(4, 20)).map((ms) => Math.round(ms))).toEqual([2, 5, 10, 15]);
  });

  it('W2.12 leave sooner when they are few', async () => {
    expect(await depart(1, 20)).toEqual([0]);
    expect(Math.max(...(await depart(2, 5_000)))).toBeLessThanOrEqual(10);
  });

  it('leave at once without a window', async () => {
    expect(await depart(4, 0)).toEqual([0, 0, 0, 0]);
  });
});
