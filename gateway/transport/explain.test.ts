import { afterEach, describe, expect, it } from '@jest/globals';
import type { FakeEngine } from '../../test/support/gateway/fake-engine.ts';
import { startTestGateway, type TestGateway } from '../../test/support/gateway/test-gateway.ts';
import { openWires, WAYS_IN } from '../../test/support/gateway/wires.ts';
import { openTestSocket, type TestSocket } from '../../test/support/gateway/test-socket.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import type { Engine } from '../operation.ts';

const NODE = { kind: 'Fetch', service: 'greetings', query: '{ hello }' } as const;

function withPlan(engine: FakeEngine): Engine {
  return Object.assign(Object.create(engine) as Engine, { explain: () => Promise.resolve({ planner: 'native' as const, node: NODE }) });
}

describe('extensions.explain over a WebSocket', () => {
  let gateway: TestGateway;
  let socket: TestSocket;
  afterEach(async () => {
    socket.socket.close();
    await gateway.stop();
  });

  async function open(identity: 'loopback' | 'headers' = 'loopback'): Promise<void> {
    gateway = await startTestGateway({ wrap: withPlan, identity });
    socket = await openTestSocket(gateway.webSocketUrl, {
      headers: identity === 'headers' ? { 'x-autoweave-workspace': 'default', 'x-autoweave-principal': 'ada' } : {},
    });
    await socket.init();
  }

  it('tells the plan of a query, and what it took', async () => {
    await open();
    socket.subscribe('1', { query: '{ hello }', extensions: { explain: true } });
    expect(await socket.find({ id: '1', type: 'next' })).toMatchObject({
      payload: { data: { hello: 'hello world' }, extensions: { explain: { planner: 'native', plan: NODE, tookMs: expect.any(Number) } } },
    });
  });

  it('tells the plan of a subscription once, with its first frame', async () => {
    await open();
    socket.subscribe('1', { query: 'subscription { ticks { value } }', extensions: { stream: {}, explain: true } });
    expect(await socket.find({ id: '1', type: 'next' })).toMatchObject({
      payload: { data: null, extensions: { stream: { kind: 'state', state: 'live' }, explain: { planner: 'native', plan: NODE } } },
    });
    gateway.engine.tick(7);
    await waitUntil(() => socket.of('1').length >= 2);
    const [, event] = socket.of('1') as { payload: { data: unknown; extensions: object } }[];
    expect(event?.payload.data).toEqual({ ticks: { value: 7 } });
    expect(event?.payload.extensions).not.toHaveProperty('explain');
  });

  it('is told to nobody who comes through a proxy', async () => {
    await open('headers');
    socket.subscribe('1', { query: '{ hello }', extensions: { explain: true } });
    const { payload } = (await socket.find({ id: '1', type: 'next' })) as { payload: { extensions?: object } };
    expect(payload.extensions ?? {}).not.toHaveProperty('explain');
  });
});

describe('extensions.explain', () => {
  it.each(WAYS_IN)('is answered over %s, entry %s, to a request that asks for it in its own extensions, and only then', async (wire, httpEntry) => {
    const gateway = await startTestGateway({ wrap: withPlan, config: { httpEntry } });
    const wires = await openWires(gateway);
    const query = '{ hello }';
    expect(await wires.send(wire, { query, extensions: { explain: true } })).toMatchObject({
      data: { hello: 'hello world' },
      extensions: { explain: { planner: 'native', plan: NODE, cache: { outcome: 'bypass', reason: 'no age' } } },
    });
    expect((await wires.send(wire, { query })).extensions ?? {}).not.toHaveProperty('explain');
    wires.close();
    await gateway.stop();
  });
});
