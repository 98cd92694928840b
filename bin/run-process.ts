import type { Lifecycle } from '../platform/lifecycle/lifecycle.ts';
import type { Logger } from '../platform/logging/logger.ts';
import { isRunByNpm } from './config.ts';

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
  if (isRunByNpm()) stopWithParent(() => stop('SIGHUP'));
}

const LOOK_EVERY_MS = 500;

// npm passes a SIGTERM to its shell alone, which ends and leaves this process behind; the change of parent tells.
function stopWithParent(stop: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, LOOK_EVERY_MS);
  timer.unref();
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

/** A launcher that is killed takes its process with it: the channel between them closes. */
export function exitWhenLauncherGoes(): void {
  if (process.channel === undefined) return;
  process.channel.unref();
  process.on('disconnect', () => {
    // With signals handled the lifecycle ends the process; without, nothing is open yet.
    if (process.listenerCount('SIGTERM') === 0) process.exit(1);
  });
}
