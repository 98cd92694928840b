import { refused } from '../../errors.ts';
import type { AdmissionStage } from '../stage.ts';
import type { LoadMonitor } from './load-monitor.ts';

const RETRY_AFTER_MS = 1_000;

/** Refuses a share of what comes while there is too much, before any work is done for it. `random` answers 0 ≤ x < 1. */
export function createOverloadStage(parts: { load: Pick<LoadMonitor, 'shedShare'>; random: () => number }): AdmissionStage {
  return {
    name: 'overload',
    admit(draft) {
      if (parts.load.shedShare === 0 || parts.random() >= parts.load.shedShare) return {};
      draft.setHeader?.('retry-after', `${RETRY_AFTER_MS / 1_000}`);
      throw refused('OVERLOADED', 'there is more to do than this process can; nothing was executed', { retryAfterMs: RETRY_AFTER_MS });
    },
  };
}
