import type { Clock } from '../../../platform/clock/clock.ts';

/** How the process does right now. */
export interface LoadReading {
  /** Mean lag of the event loop since the last reading. */
  readonly lagMs: number;
  /** 0 to 1: how much of the heap that it may have is in use. */
  readonly heapShare: number;
}

/** Says how much may be done at a time. */
export interface LoadMonitor {
  /** How many operations may be under way; infinite unless there is more to do than the process can. */
  readonly maxUnderWay: number;
  /** To be called for each operation that is refused for it. */
  noteRefusal(): void;
  close(): void;
}

const CALM_WINDOW_MS = 500;
const MAX_HEAP_SHARE = 0.92;
/** One slow window may be one slow operation; two are a load. */
const SLOW_WINDOWS = 2;
/** Under overload the load is looked at often, and so much lag is aimed at: it is what those who are let in wait beside their own work. */
const BUSY_WINDOW_MS = 100;
const AIMED_LAG_MS = 20;
const FIRST_LIMIT = 16;
const LEAST_LIMIT = 8;
const LEAST_LIMIT_FULL_HEAP = 1;
/** So many windows without a refusal end an overload. */
const QUIET_WINDOWS = 20;

/**
 * Calm until two windows of half a second in a row have more lag than `maxLagMs`, or a heap nearly full. From then on it
 * bounds the operations under way, ten times a second: three tenths less after a window with more lag than is aimed at, a
 * tenth more after one with much less, until nothing had to be refused for two seconds. `maxLagMs` 0 never bounds.
 */
export function createLoadMonitor(options: { clock: Clock; maxLagMs: number; read(): LoadReading }): LoadMonitor {
  const { clock, maxLagMs, read } = options;
  let limit = Number.POSITIVE_INFINITY;
  let slowWindows = 0;
  let quietWindows = 0;
  let cancel: () => void = () => undefined;
  if (maxLagMs > 0) lookAfter(CALM_WINDOW_MS);

  function lookAfter(windowMs: number): void {
    const dueMs = clock.elapsed() + windowMs;
    cancel = clock.after(windowMs, () => {
      const { lagMs, heapShare } = read();
      // A loop that stood still all the while had no chance to measure itself.
      const reading = { lagMs: Math.max(lagMs, clock.elapsed() - dueMs), heapShare };
      if (limit === Number.POSITIVE_INFINITY) lookCalm(reading);
      else lookBusy(reading);
    });
  }

  function lookCalm({ lagMs, heapShare }: LoadReading): void {
    slowWindows = lagMs > maxLagMs || heapShare > MAX_HEAP_SHARE ? slowWindows + 1 : 0;
    if (slowWindows < SLOW_WINDOWS) return lookAfter(CALM_WINDOW_MS);
    limit = FIRST_LIMIT;
    quietWindows = 0;
    lookAfter(BUSY_WINDOW_MS);
  }

  function lookBusy({ lagMs, heapShare }: LoadReading): void {
    const isFull = heapShare > MAX_HEAP_SHARE;
    quietWindows = isFull ? 0 : quietWindows + 1;
    if (isFull) limit = Math.max(LEAST_LIMIT_FULL_HEAP, Math.floor(limit / 2));
    else if (lagMs > AIMED_LAG_MS) limit = Math.max(LEAST_LIMIT, Math.floor(limit * 0.7));
    else if (lagMs < AIMED_LAG_MS / 2) limit += Math.max(1, Math.floor(limit / 10));
    if (quietWindows < QUIET_WINDOWS) return lookAfter(BUSY_WINDOW_MS);
    limit = Number.POSITIVE_INFINITY;
    slowWindows = 0;
    lookAfter(CALM_WINDOW_MS);
  }

  return {
    get maxUnderWay() {
      return limit;
    },
    noteRefusal() {
      quietWindows = 0;
    },
    close: () => cancel(),
  };
}
