import type { Clock } from '../platform/clock/clock.ts';

/**
 * Operations that are executed at a time while the process has no time to spare. Each further one would only make all of them later, and hold
 * what subgraphs have answered for as long.
 */
const AT_A_TIME = 8;
/** Idle share of the time since the last look from which on the process counts as having time to spare. */
const SPARE_SHARE = 0.2;
/** How many more are started at each chance while there is time to spare, as a share of those that run. */
const GROWTH = 0.25;
/** Between two looks. In a shorter time a crowd in step, which waits and works by turns, looks like time to spare. */
const LOOK_MS = 25;
/** Between two chances for those who wait. */
const CHANCE_MS = 5;
/** Whoever waited that long goes in any case: those before it may wait for something that is not this process. */
const MAX_WAIT_MS = 250;

/** Gives operations their turn. */
export interface Turns {
  /** Runs `task` in its turn: at once, while the process has time to spare or little to do. Rejects with the signal's reason when it aborts before. */
  run<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T>;
}

interface Waiting {
  readonly sinceMs: number;
  start(): void;
}

/**
 * Turns in order of arrival. An event loop that is busy all the time serves a queue faster than a crowd: the first are done early, the last no
 * later, and what is alive at a time stays small. `readIdleMs` tells how long the loop has waited for something to do since the process began.
 */
export function createTurns({ clock, readIdleMs }: { clock: Clock; readIdleMs: () => number }): Turns {
  const waiting = new Set<Waiting>();
  let running = 0;
  let lookedMs = clock.elapsed();
  let idleMs = readIdleMs();
  let hasSpareTime = true;
  let isLooking = false;

  function look(): boolean {
    const nowMs = clock.elapsed();
    if (nowMs - lookedMs < LOOK_MS) return hasSpareTime;
    const idleNowMs = readIdleMs();
    hasSpareTime = idleNowMs - idleMs > (nowMs - lookedMs) * SPARE_SHARE;
    lookedMs = nowMs;
    idleMs = idleNowMs;
    return hasSpareTime;
  }

  function startNext(): void {
    const [next] = waiting;
    if (next === undefined) return;
    waiting.delete(next);
    running += 1;
    next.start();
  }

  function watch(): void {
    if (isLooking) return;
    isLooking = true;
    clock.after(CHANCE_MS, () => {
      isLooking = false;
      if (look()) for (let count = Math.ceil(running * GROWTH); count > 0; count -= 1) startNext();
      const longestMs = clock.elapsed() - MAX_WAIT_MS;
      for (const { sinceMs } of waiting) {
        if (sinceMs > longestMs) break;
        startNext();
      }
      if (waiting.size > 0) watch();
    });
  }

  function wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const onAbort = () => {
        waiting.delete(entry);
        reject(signal.reason as Error);
      };
      const entry: Waiting = {
        sinceMs: clock.elapsed(),
        start() {
          signal.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      waiting.add(entry);
      watch();
    });
  }

  return {
    async run(signal, task) {
      if (running < AT_A_TIME || (waiting.size === 0 && look())) running += 1;
      else await wait(signal);
      try {
        return await task();
      } finally {
        running -= 1;
        if (running < AT_A_TIME) startNext();
      }
    },
  };
}

/** How long this process's event loop has waited for something to do, in milliseconds. */
export function readLoopIdleMs(): number {
  return performance.eventLoopUtilization().idle;
}
