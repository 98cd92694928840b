import type { JsonValue } from '../../../platform/json/json-value.ts';
import type { Receipt } from '../../../platform/records/commands.ts';
import type { Scope } from '../../../platform/request/scope.ts';

/** A task that was given to this backend by our card. Times in milliseconds since the epoch. */
export interface IncomingTask {
  readonly id: string;
  readonly input: JsonValue;
  readonly tools: readonly string[];
  readonly agentId: string | null;
  readonly status: 'CREATED' | 'COMPLETED' | 'FAILED';
  readonly result: JsonValue;
  readonly error: string | null;
  readonly createdAtMs: number;
  readonly settledAtMs: number | null;
}

/** The tasks that were given to this backend. */
export interface IncomingTaskStore {
  /** Keeps a new task and tells of it. */
  add(scope: Scope, task: IncomingTask): Promise<Receipt>;
  find(scope: Scope, id: string): Promise<IncomingTask | undefined>;
  /** Newest first; `open` narrows to those that are settled or not. */
  list(scope: Scope, options: { open?: boolean; first: number }): Promise<readonly IncomingTask[]>;
  countOpen(scope: Scope): Promise<number>;
  /** Keeps the outcome and tells of it; undefined when the task was settled already. */
  settle(scope: Scope, task: IncomingTask): Promise<Receipt | undefined>;
}
