import { Worker } from 'node:worker_threads';
import { describe, expect, it } from '@jest/globals';
import { createManualClock } from '../../../platform/clock/manual-clock.ts';
import { startTestGateway } from '../../../test/support/gateway/test-gateway.ts';
import { openTestSocket } from '../../../test/support/gateway/test-socket.ts';
import { waitUntil } from '../../../test/support/wait-until.ts';
import { createLoadMonitor } from './load-monitor.ts';
import { openProcessLoad } from './process-load.ts';

function watch(maxLagMs: number) {
  const clock = createManualClock();
  const load = { lagMs: 0, idleShare: 0.9, heapShare: 0.3 };
  const monitor = createLoadMonitor({ clock, maxLagMs, read: () => load });

  function passWindows(count: number): void {
    for (let window = 0; window < count; window += 1) {
      // Many come, as long as all are let in.
      for (let nth = 0; nth < 140 && monitor.limit === Infinity; nth += 1) monitor.enter()?.();
      clock.advance(500);
    }
  }
  return { clock, load, monitor, passWindows };
}

describe('the load monitor', () => {
  it('bounds what is under way after three slow windows, tighter while there is no time to spare, and wider when there is', () => {
    const { load, monitor, passWindows } = watch(100);
    load.lagMs = 500;
    load.idleShare = 0;
    passWindows(2);
    expect(monitor.limit).toBe(Infinity);
    passWindows(1);
    expect(monitor.limit).toBe(32);
    passWindows(1);
    expect(monitor.limit).toBe(8);
    load.lagMs = 0;
    load.idleShare = 0.1;
    passWindows(1);
    expect(monitor.limit).toBe(8);
    load.idleShare = 0.6;
    passWindows(1);
    expect(monitor.limit).toBe(13);
  });

  it('takes a crowd for a load when it keeps the process busy and goes slowly, and refuses what is beyond', () => {
    const { load, monitor, passWindows } = watch(100);
    const leaves = Array.from({ length: 140 }, () => monitor.enter());
    passWindows(10);
    expect(monitor.limit).toBe(Infinity);
    load.idleShare = 0;
    passWindows(3);
    expect(monitor.limit).toBe(32);
    expect(monitor.enter()).toBeUndefined();
    for (const leave of leaves) {
      leave?.();
      leave?.();
    }
    const entered = Array.from({ length: 40 }, () => monitor.enter());
    expect(entered.filter((leave) => leave !== undefined)).toHaveLength(32);
  });

  it('lets few in during one turn of the event loop that lasts, and for a third of what the turn before took', async () => {
    const { clock, load, monitor, passWindows } = watch(100);
    load.lagMs = 500;
    passWindows(3);
    const enter = () => {
      const leave = monitor.enter();
      leave?.();
      return leave !== undefined;
    };
    expect(Array.from({ length: 8 }, enter)).not.toContain(false);
    clock.advance(4);
    expect(enter()).toBe(true);
    clock.advance(4);
    expect(enter()).toBe(false);
    clock.advance(292);
    await new Promise((resolve) => setImmediate(resolve));
    expect(Array.from({ length: 9 }, enter)).not.toContain(false);
    clock.advance(99);
    expect(enter()).toBe(true);
    clock.advance(2);
    expect(enter()).toBe(false);
  });

  it('takes no lag for a load that few operations come in', () => {
    const { clock, load, monitor } = watch(100);
    load.lagMs = 5_000;
    load.idleShare = 0;
    for (let window = 0; window < 20; window += 1) {
      for (let nth = 0; nth < 30; nth += 1) monitor.enter()?.();
      clock.advance(500);
    }
    expect(monitor.limit).toBe(Infinity);
  });

  it('takes no crowd for a load that goes quickly, or that is small', () => {
    const quick = watch(100);
    quick.load.idleShare = 0;
    for (let count = 0; count < 140; count += 1) quick.monitor.enter();
    for (let window = 0; window < 10; window += 1) {
      for (let count = 0; count < 400; count += 1) quick.monitor.enter()?.();
      quick.passWindows(1);
    }
    expect(quick.monitor.limit).toBe(Infinity);
    const small = watch(100);
    small.load.idleShare = 0;
    for (let count = 0; count < 128; count += 1) small.monitor.enter();
    small.passWindows(10);
    expect(small.monitor.limit).toBe(Infinity);
  });

  it('takes a small crowd for a load when it goes very slowly', () => {
    const { clock, load, monitor } = watch(100);
    load.idleShare = 0;
    for (let count = 0; count < 40; count += 1) monitor.enter();
    clock.advance(1_500);
    expect(monitor.limit).toBe(32);
  });

  it('ends an overload after two seconds without a refusal, and not before', () => {
    const { load, monitor, passWindows } = watch(100);
    load.lagMs = 500;
    load.idleShare = 0.1;
    passWindows(3);
    load.lagMs = 0;
    const leaves = Array.from({ length: 32 }, () => monitor.enter());
    for (let second = 0; second < 10; second += 1) {
      expect(monitor.enter()).toBeUndefined();
      passWindows(2);
      expect(monitor.limit).toBe(32);
    }
    for (const leave of leaves) leave?.();
    passWindows(4);
    expect(monitor.limit).toBe(Infinity);
  });

  it('takes a heap that is nearly full for a load, and two slow windows for none', () => {
    const { load, monitor, passWindows } = watch(100);
    load.heapShare = 0.95;
    passWindows(3);
    expect(monitor.limit).toBe(32);
    passWindows(2);
    expect(monitor.limit).toBe(1);
    const other = watch(100);
    other.load.lagMs = 1_000;
    other.passWindows(2);
    other.load.lagMs = 0;
    other.passWindows(10);
    expect(other.monitor.limit).toBe(Infinity);
  });

  it('never bounds when it is told not to, and reads nothing after it is closed', () => {
    const off = watch(0);
    off.load.lagMs = 10_000;
    off.passWindows(10);
    expect(off.monitor.limit).toBe(Infinity);
    const closed = watch(100);
    closed.load.lagMs = 10_000;
    closed.monitor.close();
    closed.passWindows(10);
    expect(closed.monitor.limit).toBe(Infinity);
  });
});

it('reads the load of this process as numbers', () => {
  const load = openProcessLoad();
  const { lagMs, idleShare, heapShare } = load.read();
  load.close();
  expect(idleShare).toBeGreaterThanOrEqual(0);
  expect(idleShare).toBeLessThanOrEqual(1);
  expect(lagMs).toBeGreaterThanOrEqual(0);
  expect(heapShare).toBeGreaterThan(0);
  expect(heapShare).toBeLessThan(1);
});

it('takes what its other threads do for its own load: the event loop may wait for them', async () => {
  const worker = new Worker('for (;;);', { eval: true });
  const load = openProcessLoad({ processors: 0.01 });
  await waitUntil(() => load.read().idleShare === 0);
  load.close();
  await worker.terminate();
});

it('answers 503 with Retry-After to what comes beyond, runs the rest, and counts what ended and what only waits for events no longer', async () => {
  let refusals = 0;
  let underWay = 0;
  const load = {
    enter() {
      if (underWay === 1) return void (refusals += 1);
      underWay += 1;
      return () => void (underWay = 0);
    },
  };
  const gateway = await startTestGateway({ admission: { load } });
  const send = (query: string, signal?: AbortSignal) =>
    fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
      ...(signal === undefined ? {} : { signal }),
    });
  expect((await send('{ hello }')).status).toBe(200);
  const socket = await openTestSocket(gateway.webSocketUrl);
  await socket.init();
  socket.subscribe('1', { query: 'subscription { live { value } }', extensions: { stream: {} } });
  await socket.find({ id: '1', type: 'next' });
  expect((await send('{ hello }')).status).toBe(200);
  const gone = new AbortController();
  const running = send('{ never }', gone.signal).catch(() => undefined);
  await waitUntil(() => gateway.engine.seen.length === 4);
  const refused = await send('{ hello }');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
  expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED', details: { retryAfterMs: 1_000 } } }] });
  socket.subscribe('2', { query: '{ hello }' });
  expect(await socket.find({ id: '2', type: 'error' })).toMatchObject({ payload: [{ extensions: { code: 'OVERLOADED' } }] });
  expect(refusals).toBe(2);
  gone.abort();
  await running;
  await waitUntil(async () => (await send('{ hello }')).status === 200);
  socket.socket.terminate();
  await gateway.stop();
});
