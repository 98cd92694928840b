import { CodedError, badInput } from '../../../platform/errors/coded-error.ts';
import type { EventDraft, RecordedEvent } from '../../../platform/event-log/event-log.ts';
import type { Receipt } from '../../../platform/records/commands.ts';
import type { LeaseToken } from '../../../platform/records/records.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import { CORE_SOURCE } from './agent-events.ts';
import type { AnpServer, TaskRequest } from './anp.ts';
import type { Task } from './task.ts';
import type { TaskStore } from './task-store.ts';

/** What callers may do with tasks at Core. */
export interface TaskDesk {
  create(scope: Scope, request: TaskRequest): Promise<{ task: Task; receipt: Receipt }>;
  /** As Core tells of it now, else as it was told last from here. */
  find(scope: Scope, id: string): Promise<Task | undefined>;
  list(scope: Scope, first: number): Promise<readonly Task[]>;
  /** Asks Core what has become of each task that is not over. */
  follow(fence: LeaseToken): Promise<void>;
}

const MAX_INPUT = 10_000;

/** `wake` has the tasks followed soon. */
export function createTaskDesk(setup: { anp: AnpServer; store: TaskStore; scope: Scope; wake: () => void }): TaskDesk {
  const { anp, store, scope, wake } = setup;
  return {
    async create(caller, request) {
      const { input } = request;
      if (input.trim() === '' || input.length > MAX_INPUT) throw badInput('input.input', `1 to ${MAX_INPUT} characters that are not all blank`, input);
      const task = await anp.createTask(request);
      const receipt = await store.add(caller, task);
      wake();
      return { task, receipt };
    },
    async find(caller, id) {
      const known = await store.find(caller, id);
      try {
        return (await anp.findTask(id)) ?? known;
      } catch (error) {
        if (known !== undefined && error instanceof CodedError && error.code === 'UPSTREAM_UNAVAILABLE') return known;
        throw error;
      }
    },
    async list(caller, first) {
      if (first < 1 || first > 200) throw badInput('first', '1 to 200', first);
      return store.list(caller, first);
    },
    async follow(fence) {
      for (const before of await store.open(scope)) {
        const now = (await anp.findTask(before.id)) ?? { ...before, status: 'LOST' };
        if (JSON.stringify(now) !== JSON.stringify(before)) await store.update(scope, now, fence);
      }
    },
  };
}

/** The type of the events that tell of tasks. */
export const TASK_CHANGED = 'core.task.changed';

/** The subject of a task's events. */
export function toTaskSubject(taskId: string): string {
  return `core/task/${taskId}`;
}

/** The event that tells of a task as it is now; `id` must be its own. */
export function toTaskEvent(id: string, task: Task): EventDraft {
  return { id, source: CORE_SOURCE, type: TASK_CHANGED, subject: toTaskSubject(task.id), data: { ...task, steps: task.steps.map((step) => ({ ...step })) } };
}

/** The task that such an event tells; undefined for any other event. */
export function readTaskEvent({ type, source, data }: RecordedEvent): Task | undefined {
  return type === TASK_CHANGED && source === CORE_SOURCE ? (data as unknown as Task) : undefined;
}
