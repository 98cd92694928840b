import type { JsonValue } from '../../../platform/json/json-value.ts';
import type { PreparedStep, Verdict } from './step-chain.ts';

/** Takes records through steps, bounded in time and memory whatever the expressions do. */
export interface StepRunner {
  /** One verdict a record, in their order. A record that takes too long is rejected with the rule `time`. */
  run(steps: readonly PreparedStep[], records: readonly JsonValue[]): Promise<readonly Verdict[]>;
  close(): Promise<void>;
}
