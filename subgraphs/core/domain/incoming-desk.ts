import type { Clock } from '../../../platform/clock/clock.ts';
import { badInput, CodedError, notFound } from '../../../platform/errors/coded-error.ts';
import type { JsonValue } from '../../../platform/json/json-value.ts';
import type { Receipt } from '../../../platform/records/commands.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { IncomingTask, IncomingTaskStore } from './incoming-task.ts';

/** What may be done with the tasks that were given to this backend. */
export interface IncomingDesk {
  /** Takes a task; `undefined` when too many are open. Throws BAD_USER_INPUT without an input. */
  take(scope: Scope, request: { id: string; input: JsonValue; tools: readonly string[]; agentId: string | null }): Promise<IncomingTask | undefined>;
  find(scope: Scope, id: string): Promise<IncomingTask | undefined>;
  list(scope: Scope, options: { open?: boolean; first: number }): Promise<readonly IncomingTask[]>;
  settle(scope: Scope, outcome: { id: string; result?: JsonValue; error?: string }): Promise<{ task: IncomingTask; receipt: Receipt }>;
}

/** Anyone who reaches our port may give tasks, so what nobody settles is bounded. */
const MAX_OPEN = 1_000;

/** Makes the desk over a store; at most 1000 tasks are open at a time. */
export function createIncomingDesk(setup: { store: IncomingTaskStore; clock: Clock }): IncomingDesk {
  const { store, clock } = setup;
  return {
    async take(scope, request) {
      if (request.input === null || request.input === '') throw badInput('input', 'what shall be done');
      if ((await store.countOpen(scope)) >= MAX_OPEN) return undefined;
      const task: IncomingTask = { ...request, status: 'CREATED', result: null, error: null, createdAtMs: clock.now(), settledAtMs: null };
      await store.add(scope, task);
      return task;
    },
    find: (scope, id) => store.find(scope, id),
    async list(scope, options) {
      if (options.first < 1 || options.first > 200) throw badInput('first', '1 to 200', options.first);
      return store.list(scope, options);
    },
    async settle(scope, { id, result, error }) {
      if ((result === undefined) === (error === undefined)) throw badInput('input.result', 'exactly one of result and error');
      if (error !== undefined && (error.trim() === '' || error.length > 2_000)) throw badInput('input.error', '1 to 2000 characters', error);
      const open = await store.find(scope, id);
      if (open === undefined) throw notFound('incoming task', id, 'input.id');
      const task: IncomingTask = {
        ...open,
        status: error === undefined ? 'COMPLETED' : 'FAILED',
        result: result ?? null,
        error: error ?? null,
        settledAtMs: clock.now(),
      };
      const receipt = await store.settle(scope, task);
      if (receipt === undefined)
        throw new CodedError('CONFLICT', 'the task was settled already', { field: 'input.id', details: { status: (await store.find(scope, id))?.status } });
      return { task, receipt };
    },
  };
}
