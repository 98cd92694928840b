import type { Clock } from '../platform/clock/clock.ts';
import type { Lifecycle } from '../platform/lifecycle/lifecycle.ts';
import type { Logger } from '../platform/logging/logger.ts';

/** Ends the process through its lifecycle on SIGTERM, SIGINT and SIGHUP with exit code 0; a second signal ends it at once. */
export function stopOnSignals(lifecycle: Lifecycle, logger: Logger): void {
  let asked = false;
  function stop(signal: NodeJS.Signals): void {
    if (asked) process.exit(1);
    asked = true;
    logger.info({ signal }, 'stopping');
    void lifecycle.stop(signal).finally(() => process.exit(0));
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('disconnect', () => stop('SIGHUP'));
}

/** Stops what has started when a start fails, then lets the failure go on to the command line. */
export async function runStart(lifecycle: Lifecycle, start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    await lifecycle.stop('the start failed');
    throw error;
  }
}

const SETTLED_MS = 1_000;

/**
 * Gives back what the start has used: modules, schemas and plans leave tens of megabytes of garbage in a heap that an idle process
 * would keep, because it never allocates enough to be collected. One collection, once, when the start is over.
 */
export function releaseStartMemory(clock: Clock): void {
  clock.after(SETTLED_MS, () => globalThis.gc?.());
}

/** A launcher that is killed takes its process with it: the channel between them closes. */
export function exitWhenLauncherGoes(): void {
  if (process.channel === undefined) return;
  process.channel.unref();
  process.on('disconnect', () => {
    // With signals handled the lifecycle ends the process; without, nothing is open yet.
    if (process.listenerCount('SIGTERM') === 0) process.exit(1);
  });
}
