import { refused } from '../../errors.ts';
import type { AdmissionStage } from '../stage.ts';
import type { LoadMonitor } from './load-monitor.ts';

const RETRY_AFTER_MS = 1_000;

/** What an overload stage asks. */
export type Load = Pick<LoadMonitor, 'maxUnderWay' | 'noteRefusal'>;

/**
 * Refuses what comes beyond what may be under way, before any work is done for it. A subscription counts until it runs: from
 * then on it does nothing of its own.
 */
export function createOverloadStage(load: Load): AdmissionStage {
  let underWay = 0;
  return {
    name: 'overload',
    admit(draft) {
      if (underWay >= load.maxUnderWay) {
        load.noteRefusal();
        draft.setHeader?.('retry-after', `${RETRY_AFTER_MS / 1_000}`);
        throw refused('OVERLOADED', 'there is more to do than this process can; nothing was executed', { retryAfterMs: RETRY_AFTER_MS });
      }
      underWay += 1;
      let counts = true;
      function leave(): void {
        if (counts) underWay -= 1;
        counts = false;
      }
      draft.onEnd(leave);
      return { leave };
    },
  };
}
