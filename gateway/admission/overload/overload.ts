import { refused } from '../../errors.ts';
import type { AdmissionStage } from '../stage.ts';
import type { LoadMonitor } from './load-monitor.ts';

const RETRY_AFTER_MS = 1_000;

/**
 * Refuses what comes beyond what may be under way, before any work is done for it. A subscription counts until it runs: from
 * then on it does nothing of its own.
 */
export function createOverloadStage(load: Pick<LoadMonitor, 'enter'>): AdmissionStage {
  return {
    name: 'overload',
    admit(draft) {
      const leave = load.enter();
      if (leave === undefined) {
        draft.setHeader?.('retry-after', `${RETRY_AFTER_MS / 1_000}`);
        throw refused('OVERLOADED', 'there is more to do than this process can; nothing was executed', { retryAfterMs: RETRY_AFTER_MS });
      }
      draft.onEnd(leave);
      return { leave };
    },
  };
}
