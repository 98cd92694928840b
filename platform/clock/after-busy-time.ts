import type { Clock } from './clock.ts';

/** However little of the processor a process gets: so many times as long as it would take on one of its own. */
const LONGEST = 10;

/**
 * Calls `task` once the process has had `busyMs` of processor time since, at the latest after ten times that on the clock: a
 * thread that hangs uses all that it gets, while one that the machine does not let run is not blamed for the wait. What has come
 * in meanwhile is handed out first. The returned function cancels it.
 */
export function afterBusyTime(clock: Clock, busyMs: number, task: () => void): () => void {
  const usedBeforeMs = readUsedMs();
  const untilMs = clock.elapsed() + LONGEST * busyMs;
  let isOver = false;
  let cancel = clock.after(busyMs, look);

  function look(): void {
    const leftMs = Math.min(busyMs - (readUsedMs() - usedBeforeMs), untilMs - clock.elapsed());
    if (leftMs > 0) cancel = clock.after(Math.ceil(leftMs), look);
    else setImmediate(finish);
  }

  function finish(): void {
    if (!isOver) task();
  }

  return function stop() {
    isOver = true;
    cancel();
  };
}

function readUsedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
