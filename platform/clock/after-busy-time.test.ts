import { expect, it } from '@jest/globals';
import { waitUntil } from '../../test/support/wait-until.ts';
import { afterBusyTime } from './after-busy-time.ts';
import { systemClock } from './clock.ts';
import { createManualClock } from './manual-clock.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('waits for a process that does not run, and no longer than ten times the time', async () => {
  const clock = createManualClock();
  let calls = 0;
  const hourMs = 3_600_000;
  afterBusyTime(clock, hourMs, () => (calls += 1));
  for (let hour = 1; hour <= 9; hour += 1) {
    clock.advance(hourMs);
    await turn();
    expect(calls).toBe(0);
  }
  for (let hour = 10; hour <= 20; hour += 1) clock.advance(hourMs);
  await waitUntil(() => calls === 1);
});

it('calls once the process has had the time, and not before', async () => {
  const usedMs = () => process.cpuUsage().user / 1_000 + process.cpuUsage().system / 1_000;
  const beforeMs = usedMs();
  let calledAtMs = 0;
  // A clock that stands still never comes to the longest time.
  afterBusyTime({ ...systemClock, elapsed: () => 0 }, 50, () => (calledAtMs = usedMs()));
  await waitUntil(() => {
    for (let at = 0; at < 100_000; at += 1) Math.sqrt(at);
    return calledAtMs > 0;
  });
  expect(calledAtMs - beforeMs).toBeGreaterThanOrEqual(50);
});

it('does not call what was cancelled, not even at the last moment', async () => {
  const clock = createManualClock();
  let calls = 0;
  const cancel = afterBusyTime(clock, 10, () => (calls += 1));
  for (let at = 0; at < 10; at += 1) clock.advance(10);
  cancel();
  await turn();
  await turn();
  expect(calls).toBe(0);
});
