import type { Clock } from '../../../platform/clock/clock.ts';

/** How the process does right now. */
export interface LoadReading {
  /** Mean lag of the event loop since the last reading. */
  readonly lagMs: number;
  /** 0 to 1: how much of the heap that it may have is in use. */
  readonly heapShare: number;
}

/** Says how much of the load to refuse. */
export interface LoadMonitor {
  /** 0 to 1. */
  readonly shedShare: number;
  close(): void;
}

const WINDOW_MS = 500;
const MAX_HEAP_SHARE = 0.92;
/** One slow window may be one slow operation; two are a load. */
const SLOW_WINDOWS = 2;
const MORE = 0.25;
const LESS = 0.1;

/**
 * Reads the load twice a second: after two windows in a row with more lag than `maxLagMs`, or a heap nearly full, a further
 * quarter is refused each window; a tenth less in each good one. `maxLagMs` 0 never refuses.
 */
export function createLoadMonitor(options: { clock: Clock; maxLagMs: number; read(): LoadReading }): LoadMonitor {
  const { clock, maxLagMs, read } = options;
  let shedShare = 0;
  let slowWindows = 0;
  let cancel = maxLagMs === 0 ? () => undefined : clock.after(WINDOW_MS, look);

  function look(): void {
    const { lagMs, heapShare } = read();
    slowWindows = lagMs > maxLagMs || heapShare > MAX_HEAP_SHARE ? slowWindows + 1 : 0;
    if (slowWindows >= SLOW_WINDOWS) shedShare = Math.min(1, shedShare + MORE);
    else if (slowWindows === 0) shedShare = Math.max(0, shedShare - LESS);
    cancel = clock.after(WINDOW_MS, look);
  }

  return {
    get shedShare() {
      return shedShare;
    },
    close: () => cancel(),
  };
}
