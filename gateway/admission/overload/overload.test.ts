import { describe, expect, it } from '@jest/globals';
import { createManualClock } from '../../../platform/clock/manual-clock.ts';
import { startTestGateway } from '../../../test/support/gateway/test-gateway.ts';
import { createLoadMonitor } from './load-monitor.ts';
import { openProcessLoad } from './process-load.ts';

function watch(maxLagMs: number) {
  const clock = createManualClock();
  const load = { lagMs: 0, heapShare: 0.3 };
  return { load, monitor: createLoadMonitor({ clock, maxLagMs, read: () => load }), passWindows: (count: number) => clock.advance(count * 500) };
}

describe('the load monitor', () => {
  it('refuses more the longer the load lasts, and less when it is over', () => {
    const { load, monitor, passWindows } = watch(100);
    load.lagMs = 101;
    passWindows(1);
    expect(monitor.shedShare).toBe(0);
    passWindows(1);
    expect(monitor.shedShare).toBe(0.25);
    passWindows(10);
    expect(monitor.shedShare).toBe(1);
    load.lagMs = 5;
    passWindows(5);
    expect(monitor.shedShare).toBeCloseTo(0.5);
    passWindows(20);
    expect(monitor.shedShare).toBe(0);
  });

  it('takes a heap that is nearly full for a load, and one slow window for none', () => {
    const { load, monitor, passWindows } = watch(100);
    load.heapShare = 0.95;
    passWindows(2);
    expect(monitor.shedShare).toBe(0.25);
    const other = watch(100);
    other.load.lagMs = 1_000;
    other.passWindows(1);
    other.load.lagMs = 0;
    other.passWindows(10);
    expect(other.monitor.shedShare).toBe(0);
  });

  it('never refuses when it is told not to, and reads nothing after it is closed', () => {
    const off = watch(0);
    off.load.lagMs = 10_000;
    off.passWindows(10);
    expect(off.monitor.shedShare).toBe(0);
    const closed = watch(100);
    closed.load.lagMs = 10_000;
    closed.monitor.close();
    closed.passWindows(10);
    expect(closed.monitor.shedShare).toBe(0);
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

it('answers 503 with Retry-After to the share that is refused, and runs the rest', async () => {
  const draws = [0.2, 0.8];
  const gateway = await startTestGateway({ admission: { load: { shedShare: 0.5 }, random: () => draws.shift() ?? 0 } });
  const send = () => fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ hello }"}' });
  const refused = await send();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
  expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED', details: { retryAfterMs: 1_000 } } }] });
  expect((await send()).status).toBe(200);
  expect(gateway.engine.seen).toHaveLength(1);
  await gateway.stop();
});
