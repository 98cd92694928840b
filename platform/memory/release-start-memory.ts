import type { Clock } from '../clock/clock.ts';

const SETTLED_MS = 1_000;

/**
 * Gives back what a start has used, once, when it is over: modules, schemas and first plans leave tens of megabytes of
 * garbage in a heap that an idle thread would keep, because it never allocates enough to be collected. An ordinary
 * collection keeps the emptied pages; a last-resort one returns them (it takes about 70 ms of this thread). Does nothing
 * unless the process was started with `--expose-gc`.
 */
export function releaseStartMemory(clock: Clock): void {
  clock.after(SETTLED_MS, () => globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' }));
}
