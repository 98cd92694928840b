import { randomUUID } from 'node:crypto';
import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { EventDraft } from '../../../platform/event-log/event-log.ts';
import type { RecordsKit } from '../../../platform/subgraph/host.ts';
import { CORE_SOURCE } from '../domain/agent-events.ts';
import type { IncomingTask, IncomingTaskStore } from '../domain/incoming-task.ts';
import type { CoreTables } from './core-tables.ts';

type Kit = Pick<RecordsKit<CoreTables>, 'records' | 'commands'>;

/** The tasks that were given to this backend, in records. */
export function createRecordsIncomingTasks({ records, commands }: Kit): IncomingTaskStore {
  return {
    async add(scope, task) {
      const { id, createdAtMs } = task;
      const outcome = await commands.run(scope, {
        commandId: `core-incoming-task/${id}`,
        changes: [{ build: (db) => db.insertInto('core_incoming_task').values({ id, created_at: createdAtMs, is_over: 0, body: JSON.stringify(task) }) }],
        events: [toEvent(task)],
      });
      if (outcome.kind === 'conflict') throw new CodedError('CONFLICT', outcome.guard);
      return outcome.receipt;
    },
    async find(scope, id) {
      const [row] = await records.read(scope, (db) => db.selectFrom('core_incoming_task').select('body').where('id', '=', id));
      return row === undefined ? undefined : toTask(row);
    },
    async list(scope, { open, first }) {
      const rows = await records.read(scope, (db) => {
        const all = db.selectFrom('core_incoming_task').select('body').orderBy('created_at', 'desc').orderBy('id').limit(first);
        return open === undefined ? all : all.where('is_over', '=', open ? 0 : 1);
      });
      return rows.map(toTask);
    },
    async countOpen(scope) {
      const [row] = await records.read(scope, (db) =>
        db
          .selectFrom('core_incoming_task')
          .select((open) => open.fn.countAll().as('count'))
          .where('is_over', '=', 0),
      );
      return Number(row?.count ?? 0);
    },
    async settle(scope, task) {
      const { id } = task;
      const outcome = await commands.run(scope, {
        commandId: `core-incoming-task-settled/${randomUUID()}`,
        changes: [
          {
            build: (db) =>
              db
                .updateTable('core_incoming_task')
                .set({ is_over: 1, body: JSON.stringify(task) })
                .where('id', '=', id)
                .where('is_over', '=', 0),
            expect: { rows: 1, guard: 'the task is open' },
          },
        ],
        events: [toEvent(task)],
      });
      return outcome.kind === 'conflict' ? undefined : outcome.receipt;
    },
  };
}

function toEvent(task: IncomingTask): EventDraft {
  const { id, input, tools, agentId, status, result, error } = task;
  return {
    id: randomUUID(),
    source: CORE_SOURCE,
    type: `core.incoming.task.${status.toLowerCase()}`,
    subject: `core/incoming-task/${id}`,
    data: { id, input, tools, agentId, status, result, error },
  };
}

function toTask({ body }: { readonly body: string }): IncomingTask {
  return JSON.parse(body) as IncomingTask;
}
