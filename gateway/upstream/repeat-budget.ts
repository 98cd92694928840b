/** Bounds the load that repeated requests add, whatever goes wrong. */
export interface RepeatBudget {
  /** A first attempt was made. */
  earn(): void;
  /** True, and spent, when one repetition more is within the budget. */
  spend(): boolean;
}

/** Repetitions that are free before any first attempt paid for them, and that can be saved up at most. */
const SAVED = 10;

/** Allows `percent` repetitions for 100 first attempts. */
export function createRepeatBudget(percent: number): RepeatBudget {
  let left = SAVED;
  return {
    earn() {
      left = Math.min(SAVED, left + percent / 100);
    },
    spend() {
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
