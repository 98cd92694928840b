import { availableParallelism } from 'node:os';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { LoadReading } from './load-monitor.ts';

const RESOLUTION_MS = 10;

/** Reads this process's own load; `close` ends the measuring. `processors` is how many the process may use. */
export function openProcessLoad({ processors = availableParallelism() } = {}): { read(): LoadReading; close(): void } {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let used = performance.eventLoopUtilization();
  let cpu = process.cpuUsage();
  let readAtMs = performance.now();

  /** Of the processors that the process may use: its other threads may be what the event loop waits for. */
  function readProcessorShare(): number {
    const nowMs = performance.now();
    const nowUsed = process.cpuUsage();
    const usedMs = (nowUsed.user - cpu.user + nowUsed.system - cpu.system) / 1_000;
    const share = usedMs / (nowMs - readAtMs) / processors;
    cpu = nowUsed;
    readAtMs = nowMs;
    return Math.min(1, share);
  }

  return {
    read() {
      // The histogram counts its own interval in; a window without a sample has no mean.
      const lagMs = Number.isNaN(delay.mean) ? 0 : Math.max(0, delay.mean / 1e6 - RESOLUTION_MS);
      delay.reset();
      const { utilization } = performance.eventLoopUtilization(used);
      used = performance.eventLoopUtilization();
      const { used_heap_size: heapUsed, heap_size_limit: heapLimit } = getHeapStatistics();
      return { lagMs, idleShare: 1 - Math.max(utilization, readProcessorShare()), heapShare: heapUsed / heapLimit };
    },
    close: () => delay.disable(),
  };
}
