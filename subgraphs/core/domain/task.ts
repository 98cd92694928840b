import type { JsonValue } from '../../../platform/json/json-value.ts';

/** Where a task stands; LOST: Core does not know it any more. */
export type TaskStatus = 'CREATED' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'LOST';

/** A task at Core's Agent Network Protocol server. Times are RFC 3339, null when Core gives none. */
export interface Task {
  readonly id: string;
  readonly input: string | null;
  readonly status: TaskStatus;
  /** Core's own word. */
  readonly coreStatus: string;
  readonly result: JsonValue;
  readonly error: string | null;
  readonly steps: readonly TaskStep[];
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}

/** What was done for a task, in Core's own words; null where it does not say. */
export interface TaskStep {
  readonly step: number | null;
  readonly action: string | null;
  readonly status: string | null;
  readonly result: JsonValue;
  readonly timestamp: string | null;
}

/** True when nothing more will come. */
export function isOver({ status }: Task): boolean {
  return status === 'COMPLETED' || status === 'FAILED' || status === 'LOST';
}
