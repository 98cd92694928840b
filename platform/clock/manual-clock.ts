import { sleepOn, type Clock } from './clock.ts';

/** A clock whose time the caller moves; timers run within `advance`. */
export interface ManualClock extends Clock {
  /** Moves time forward by `ms`, running due tasks in order of their time. */
  advance(ms: number): void;
}

/** A clock that moves only when told to, for tests. Starts at `startMs`. */
export function createManualClock(startMs = Date.UTC(2026, 0, 1)): ManualClock {
  let nowMs = startMs;
  let order = 0;
  const tasks = new Map<number, { dueMs: number; task: () => void }>();
  const clock: ManualClock = {
    now: () => nowMs,
    elapsed: () => nowMs - startMs,
    after(delayMs, task) {
      const id = order++;
      tasks.set(id, { dueMs: nowMs + delayMs, task });
      return () => tasks.delete(id);
    },
    sleep: (delayMs, signal) => sleepOn(clock, delayMs, signal),
    advance(ms) {
      const untilMs = nowMs + ms;
      for (;;) {
        const next = [...tasks].filter(([, due]) => due.dueMs <= untilMs).sort(([a, x], [b, y]) => x.dueMs - y.dueMs || a - b)[0];
        if (next === undefined) break;
        const [id, { dueMs, task }] = next;
        tasks.delete(id);
        nowMs = Math.max(nowMs, dueMs);
        task();
      }
      nowMs = untilMs;
    },
  };
  return clock;
}
