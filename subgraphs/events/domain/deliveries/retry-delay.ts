import type { LineSettings } from './delivery.ts';

/**
 * The pause after the `attempts`th attempt failed: it doubles from `backoffMs` up to `maxBackoffMs`, of which a random
 * half is taken away, so that what failed together does not come back together. `random` answers 0 to 1.
 */
export function toRetryDelayMs(settings: Pick<LineSettings, 'backoffMs' | 'maxBackoffMs'>, attempts: number, random: () => number): number {
  const full = Math.min(settings.maxBackoffMs, settings.backoffMs * 2 ** Math.max(0, attempts - 1));
  return Math.round(full * (0.5 + random() / 2));
}
