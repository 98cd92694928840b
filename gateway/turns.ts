import { setImmediate as nextTurnOfLoop } from 'node:timers/promises';
import type { Clock } from '../platform/clock/clock.ts';

/**
 * Operations that are executed at a time while the process has no time to spare. Each further one would only make all of them later, and hold
 * what subgraphs have answered for as long.
 */
const AT_A_TIME = 8;
/**
 * Idle share of the time since the last look from which on the process counts as having time to spare. It is a half: what fifty in flight cost more
 * than eight, in processor time, is about as much as a process that is idle for less than that could gain by them.
 */
const SPARE_SHARE = 0.5;
/** How many more are started at each chance while there is time to spare, as a share of those that run. */
const GROWTH = 0.25;
/** Between two looks. In a shorter time a crowd in step, which waits and works by turns, looks like time to spare. */
const LOOK_MS = 25;
/** Between two chances for those who wait. */
const CHANCE_MS = 5;
/** What has run that long waits for something that is not this process, and no longer counts. */
const MAX_TURN_MS = 250;
/**
 * For how long at most operations begin in one turn of the event loop: those that wait for nothing but this process would keep it from every new
 * request, timer and socket until the last of them is done.
 */
const STRETCH_MS = 10;

/** Gives operations their turn. */
export interface Turns {
  /** Runs `task` in its turn: at once, while the process has time to spare or little to do. Rejects with the signal's reason when it aborts before. */
  run<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T>;
}

interface Running {
  readonly sinceMs: number;
}

/**
 * Turns in order of arrival. An event loop that is busy all the time serves a queue faster than a crowd: the first are done early, the last no
 * later, and what is alive at a time stays small. `readIdleMs` tells how long the loop has waited for something to do since the process began.
 */
export function createTurns({ clock, readIdleMs }: { clock: Clock; readIdleMs: () => number }): Turns {
  const waiting = new Set<() => void>();
  const running = new Set<Running>();
  let lookedMs = clock.elapsed();
  let idleMs = readIdleMs();
  let hasSpareTime = true;
  let isLooking = false;
  let stretchBeganMs: number | undefined;

  function look(): boolean {
    const nowMs = clock.elapsed();
    if (nowMs - lookedMs < LOOK_MS) return hasSpareTime;
    const idleNowMs = readIdleMs();
    hasSpareTime = idleNowMs - idleMs > (nowMs - lookedMs) * SPARE_SHARE;
    lookedMs = nowMs;
    idleMs = idleNowMs;
    return hasSpareTime;
  }

  function begin(): Running {
    const turn = { sinceMs: clock.elapsed() };
    running.add(turn);
    return turn;
  }

  function startNext(): void {
    const [start] = waiting;
    start?.();
  }

  function fill(): void {
    while (running.size < AT_A_TIME && waiting.size > 0) startNext();
  }

  /** Whether operations have begun in this turn of the event loop for long enough. */
  function isStretched(): boolean {
    const nowMs = clock.elapsed();
    if (stretchBeganMs === undefined) {
      stretchBeganMs = nowMs;
      setImmediate(() => (stretchBeganMs = undefined));
    }
    return nowMs - stretchBeganMs > STRETCH_MS;
  }

  function forgetLong(): void {
    const longestMs = clock.elapsed() - MAX_TURN_MS;
    for (const turn of running) {
      if (turn.sinceMs > longestMs) break;
      running.delete(turn);
    }
  }

  function watch(): void {
    if (isLooking) return;
    isLooking = true;
    clock.after(CHANCE_MS, () => {
      isLooking = false;
      if (look()) for (let count = Math.ceil(running.size * GROWTH); count > 0; count -= 1) startNext();
      forgetLong();
      fill();
      if (waiting.size > 0) watch();
    });
  }

  function wait(signal: AbortSignal): Promise<Running> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const leave = () => {
        waiting.delete(start);
        signal.removeEventListener('abort', onAbort);
      };
      const onAbort = () => {
        leave();
        reject(signal.reason as Error);
      };
      const start = () => {
        leave();
        resolve(begin());
      };
      signal.addEventListener('abort', onAbort);
      waiting.add(start);
      watch();
    });
  }

  return {
    async run(signal, task) {
      const isFree = running.size < AT_A_TIME || (waiting.size === 0 && look());
      const turn = isFree ? begin() : await wait(signal);
      try {
        while (isStretched()) await nextTurnOfLoop();
        return await task();
      } finally {
        running.delete(turn);
        fill();
      }
    },
  };
}

/** How long this process's event loop has waited for something to do, in milliseconds. */
export function readLoopIdleMs(): number {
  return performance.eventLoopUtilization().idle;
}
