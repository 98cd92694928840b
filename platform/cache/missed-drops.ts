import type { Drop } from './redis-shared-tier.ts';

const MAX_REMEMBERED = 10_000;

/**
 * Drops that could not be carried out because the shared tier was away. Until they are, nothing there may be believed:
 * what should be gone is still to be read.
 */
export interface MissedDrops {
  add(drop: Drop): void;
  /** Carries out what was missed; true when nothing is left. Callers share one attempt. */
  settle(): Promise<boolean>;
}

/** Beyond MAX_REMEMBERED drops, all that is cached goes instead. */
export function createMissedDrops(carryOut: (drop: Drop) => Promise<unknown>): MissedDrops {
  const missed = new Map<string, Drop>();
  let attempt: Promise<boolean> | undefined;

  async function carryOutAll(): Promise<boolean> {
    try {
      for (const [key, drop] of missed) {
        await carryOut(drop);
        missed.delete(key);
      }
      return true;
    } catch {
      return false;
    } finally {
      attempt = undefined;
    }
  }

  return {
    add(drop) {
      if (missed.size >= MAX_REMEMBERED) {
        missed.clear();
        missed.set('all', { kind: 'all' });
      } else missed.set(JSON.stringify(drop), drop);
    },
    async settle() {
      if (missed.size === 0) return true;
      attempt ??= carryOutAll();
      return attempt;
    },
  };
}
