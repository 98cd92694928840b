import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { LoadReading } from './load-monitor.ts';

const RESOLUTION_MS = 10;

/** Reads this process's own load; `close` ends the measuring. */
export function openProcessLoad(): { read(): LoadReading; close(): void } {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let used = performance.eventLoopUtilization();
  return {
    read() {
      // The histogram counts its own interval in; a window without a sample has no mean.
      const lagMs = Number.isNaN(delay.mean) ? 0 : Math.max(0, delay.mean / 1e6 - RESOLUTION_MS);
      delay.reset();
      const { utilization } = performance.eventLoopUtilization(used);
      used = performance.eventLoopUtilization();
      const { used_heap_size: heapUsed, heap_size_limit: heapLimit } = getHeapStatistics();
      return { lagMs, idleShare: 1 - utilization, heapShare: heapUsed / heapLimit };
    },
    close: () => delay.disable(),
  };
}
