import type { Receipt } from '../../../platform/records/commands.ts';
import type { LeaseToken } from '../../../platform/records/records.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { Task } from './task.ts';

/** The tasks that were created from here, as Core told of them last. */
export interface TaskStore {
  /** Keeps a new task and tells of it. */
  add(scope: Scope, task: Task): Promise<Receipt>;
  /** Keeps what has become of a task and tells of it. */
  update(scope: Scope, task: Task, fence: LeaseToken): Promise<void>;
  find(scope: Scope, id: string): Promise<Task | undefined>;
  /** Newest first. */
  list(scope: Scope, first: number): Promise<readonly Task[]>;
  /** Those that are not over. */
  open(scope: Scope): Promise<readonly Task[]>;
}
