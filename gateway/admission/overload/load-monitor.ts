import type { Clock } from '../../../platform/clock/clock.ts';

/** How the process does right now. */
export interface LoadReading {
  /** Mean lag of the event loop since the last reading. */
  readonly lagMs: number;
  /** 0 to 1: how much of the time since the last reading the event loop had nothing to do. */
  readonly idleShare: number;
  /** 0 to 1: how much of the heap that it may have is in use. */
  readonly heapShare: number;
}

/** Counts the operations under way, and bounds them while there is more to do than the process can. */
export interface LoadMonitor {
  /** Lets one in; the answer is to be called when it is over. Undefined when it is too many. */
  enter(): (() => void) | undefined;
  /** How many may be under way; infinite unless there is an overload. */
  readonly limit: number;
  close(): void;
}

const CALM_WINDOW_MS = 500;
const BUSY_WINDOW_MS = 100;
const MAX_HEAP_SHARE = 0.92;
/** Slow windows in a row, and how long they last together: one may be one slow operation. */
const SLOW_WINDOWS = 2;
const SLOW_MS = 1_400;
/** So few under way or unread are never a crowd, however long they take: something else keeps the process. */
const SMALL_CROWD = 32;
/** Up to so many wait for each other in any test of a hundred clients: they are one only when they take several times as long. */
const CROWD = 128;
const SMALL_CROWD_PATIENCE = 5;
/** With less of it, or with more lag, the process may be what operations wait for, and not what it asks. */
const BUSY_IDLE_SHARE = 0.5;
const BUSY_LAG_MS = 50;
/** With less of it, or with more lag, it does too much at a time. */
const NO_IDLE_SHARE = 0.05;
const FIRST_LIMIT = 32;
/** Work that keeps the processor busy is done no sooner when there is more of it at a time, only later. */
const LEAST_LIMIT = 8;
const LEAST_LIMIT_FULL_HEAP = 1;
/** For how long one turn of the event loop lets operations in: those that come late in it have waited as long, and more wait behind them. */
const TURN_MS = 5;
/** And for this share of what the turn before took: where refusals alone fill a turn, some are still served, if later. */
const TURN_SHARE = 1 / 3;
/** So many are let in by every turn. */
const LEAST_OF_TURN = 4;
/** So many windows without a refusal end an overload. */
const QUIET_WINDOWS = 20;

/**
 * Calm until for a second and a half each window is slow: a crowd waits while the event loop lags by more than
 * `maxLagMs`, or while a busy process takes more than twice that for one of it (five times as long for a small crowd), or
 * the heap is nearly full. From then on it bounds by time how many one turn of the event loop lets in, and how many are under way. It looks ten times a second:
 * fewer while there is no time to spare, more when there is plenty, until for two seconds none had to be refused. `maxLagMs` 0
 * never bounds.
 */
export function createLoadMonitor(options: { clock: Clock; maxLagMs: number; read(): LoadReading }): LoadMonitor {
  const { clock, maxLagMs, read } = options;
  let underWay = 0;
  let entered = 0;
  let ended = 0;
  let limit = Number.POSITIVE_INFINITY;
  let slowWindows = 0;
  let slowMs = 0;
  let turn: { readonly beganMs: number; entered: number } | undefined;
  let lastTurnMs = 0;
  let quietWindows = 0;
  let cancel: () => void = () => undefined;
  if (maxLagMs > 0) lookAfter(CALM_WINDOW_MS);

  function lookAfter(windowMs: number): void {
    const beganMs = clock.elapsed();
    cancel = clock.after(windowMs, () => {
      const { lagMs, ...rest } = read();
      const tookMs = clock.elapsed() - beganMs;
      // A loop that stood still had no chance to measure itself.
      const reading = { lagMs: Math.max(lagMs, tookMs - windowMs), ...rest };
      if (limit === Number.POSITIVE_INFINITY) lookCalm(reading, tookMs);
      else lookBusy(reading);
    });
  }

  /** Whether this turn of the event loop has let in as many as it may; counts one more when it has not. */
  function fillsTurn(): boolean {
    if (turn === undefined) {
      const beganMs = clock.elapsed();
      turn = { beganMs, entered: 0 };
      setImmediate(() => {
        turn = undefined;
        lastTurnMs = clock.elapsed() - beganMs;
      });
    }
    turn.entered += 1;
    return turn.entered > LEAST_OF_TURN && clock.elapsed() - turn.beganMs > Math.max(TURN_MS, lastTurnMs * TURN_SHARE);
  }

  function lookCalm(reading: LoadReading, tookMs: number): void {
    const slow = isSlow(reading, tookMs);
    slowWindows = slow ? slowWindows + 1 : 0;
    slowMs = slow ? slowMs + tookMs : 0;
    entered = 0;
    ended = 0;
    if (slowWindows < SLOW_WINDOWS || slowMs < SLOW_MS) return lookAfter(CALM_WINDOW_MS);
    limit = FIRST_LIMIT;
    quietWindows = 0;
    lookAfter(BUSY_WINDOW_MS);
  }

  function isSlow({ lagMs, idleShare, heapShare }: LoadReading, tookMs: number): boolean {
    if (heapShare > MAX_HEAP_SHARE) return true;
    // As many come as wait, in the time for which they wait to be read (Little's law); as many as are under way end in the time that one takes.
    const unread = entered * Math.min(1, lagMs / tookMs);
    const takesMs = (underWay / ended) * tookMs;
    const crowd = underWay + unread;
    if (crowd <= SMALL_CROWD) return false;
    const patienceMs = crowd <= CROWD ? maxLagMs * SMALL_CROWD_PATIENCE : maxLagMs;
    return lagMs > patienceMs || ((idleShare < BUSY_IDLE_SHARE || lagMs > BUSY_LAG_MS) && takesMs > 2 * patienceMs);
  }

  function lookBusy({ lagMs, idleShare, heapShare }: LoadReading): void {
    const isFull = heapShare > MAX_HEAP_SHARE;
    quietWindows = isFull ? 0 : quietWindows + 1;
    if (isFull) limit = Math.max(LEAST_LIMIT_FULL_HEAP, Math.floor(limit / 2));
    else if (idleShare < NO_IDLE_SHARE || lagMs > BUSY_LAG_MS) limit = Math.max(LEAST_LIMIT, Math.floor(limit * 0.7));
    else if (idleShare > BUSY_IDLE_SHARE) limit += Math.max(1, Math.floor(limit / 10));
    if (quietWindows < QUIET_WINDOWS) return lookAfter(BUSY_WINDOW_MS);
    limit = Number.POSITIVE_INFINITY;
    slowWindows = 0;
    slowMs = 0;
    entered = 0;
    ended = 0;
    lookAfter(CALM_WINDOW_MS);
  }

  return {
    get limit() {
      return limit;
    },
    enter() {
      if (limit < Number.POSITIVE_INFINITY && (underWay >= limit || fillsTurn())) {
        quietWindows = 0;
        return undefined;
      }
      underWay += 1;
      entered += 1;
      let counts = true;
      return () => {
        if (!counts) return;
        counts = false;
        underWay -= 1;
        ended += 1;
      };
    },
    close: () => cancel(),
  };
}
