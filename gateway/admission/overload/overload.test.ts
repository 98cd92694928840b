import { describe, expect, it } from '@jest/globals';
import { createManualClock } from '../../../platform/clock/manual-clock.ts';
import { startTestGateway } from '../../../test/support/gateway/test-gateway.ts';
import { openTestSocket } from '../../../test/support/gateway/test-socket.ts';
import { waitUntil } from '../../../test/support/wait-until.ts';
import { createLoadMonitor } from './load-monitor.ts';
import { openProcessLoad } from './process-load.ts';

function watch(maxLagMs: number) {
  const clock = createManualClock();
  const load = { lagMs: 0, heapShare: 0.3 };
  return { load, monitor: createLoadMonitor({ clock, maxLagMs, read: () => load }), passWindows: (count: number) => clock.advance(count * 500) };
}

describe('the load monitor', () => {
  it('bounds what is under way after two slow windows, tighter while the lag lasts, and wider when it goes', () => {
    const { load, monitor, passWindows } = watch(100);
    load.lagMs = 101;
    passWindows(1);
    expect(monitor.maxUnderWay).toBe(Infinity);
    passWindows(1);
    expect(monitor.maxUnderWay).toBe(16);
    passWindows(2);
    expect(monitor.maxUnderWay).toBe(8);
    load.lagMs = 5;
    monitor.noteRefusal();
    passWindows(2);
    expect(monitor.maxUnderWay).toBe(18);
    load.lagMs = 15;
    monitor.noteRefusal();
    passWindows(2);
    expect(monitor.maxUnderWay).toBe(18);
  });

  it('ends an overload after two seconds without a refusal, and not before', () => {
    const { load, monitor, passWindows } = watch(100);
    load.lagMs = 500;
    passWindows(2);
    load.lagMs = 0;
    for (let second = 0; second < 10; second += 1) {
      monitor.noteRefusal();
      passWindows(2);
      expect(monitor.maxUnderWay).toBeLessThan(Infinity);
    }
    passWindows(4);
    expect(monitor.maxUnderWay).toBe(Infinity);
  });

  it('takes a heap that is nearly full for a load, and one slow window for none', () => {
    const { load, monitor, passWindows } = watch(100);
    load.heapShare = 0.95;
    passWindows(2);
    expect(monitor.maxUnderWay).toBe(16);
    passWindows(2);
    expect(monitor.maxUnderWay).toBe(1);
    const other = watch(100);
    other.load.lagMs = 1_000;
    other.passWindows(1);
    other.load.lagMs = 0;
    other.passWindows(10);
    expect(other.monitor.maxUnderWay).toBe(Infinity);
  });

  it('never bounds when it is told not to, and reads nothing after it is closed', () => {
    const off = watch(0);
    off.load.lagMs = 10_000;
    off.passWindows(10);
    expect(off.monitor.maxUnderWay).toBe(Infinity);
    const closed = watch(100);
    closed.load.lagMs = 10_000;
    closed.monitor.close();
    closed.passWindows(10);
    expect(closed.monitor.maxUnderWay).toBe(Infinity);
  });
});

it('reads the load of this process as numbers', () => {
  const load = openProcessLoad();
  const { lagMs, heapShare } = load.read();
  load.close();
  expect(lagMs).toBeGreaterThanOrEqual(0);
  expect(heapShare).toBeGreaterThan(0);
  expect(heapShare).toBeLessThan(1);
});

it('answers 503 with Retry-After to what comes beyond, runs the rest, and counts what ended and what only waits for events no longer', async () => {
  let refusals = 0;
  const gateway = await startTestGateway({ admission: { load: { maxUnderWay: 1, noteRefusal: () => (refusals += 1) } } });
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
