import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../platform/clock/clock.ts';
import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { RecordsKit } from '../../../platform/subgraph/host.ts';
import { isOver, type Task } from '../domain/task.ts';
import { toTaskEvent } from '../domain/task-desk.ts';
import type { TaskStore } from '../domain/task-store.ts';
import type { CoreTables } from './core-tables.ts';

type Kit = Pick<RecordsKit<CoreTables>, 'records' | 'commands'>;

/** Tasks in records. */
export function createRecordsTasks({ records, commands }: Kit, clock: Clock): TaskStore {
  return {
    async add(scope, task) {
      const outcome = await commands.run(scope, {
        commandId: `core-task/${task.id}`,
        changes: [{ build: (db) => db.insertInto('core_task').values({ id: task.id, created_at: clock.now(), ...toColumns(task) }) }],
        events: [toTaskEvent(randomUUID(), task)],
      });
      if (outcome.kind === 'conflict') throw new CodedError('CONFLICT', outcome.guard);
      return outcome.receipt;
    },
    async update(scope, task, fence) {
      const outcome = await records.commit(scope, {
        commandId: `core-task-change/${randomUUID()}`,
        isRemembered: false,
        fence,
        changes: [
          {
            build: (db) => db.updateTable('core_task').set(toColumns(task)).where('id', '=', task.id).where('is_over', '=', 0),
            expect: { rows: 1, guard: 'the task is not over' },
          },
        ],
        events: [toTaskEvent(randomUUID(), task)],
      });
      if (outcome.kind === 'conflict') throw new CodedError('CONFLICT', `another process follows the tasks now (${outcome.guard})`);
    },
    async find(scope, id) {
      const [row] = await records.read(scope, (db) => db.selectFrom('core_task').select('body').where('id', '=', id));
      return row === undefined ? undefined : toTask(row);
    },
    async list(scope, first) {
      return (await records.read(scope, (db) => db.selectFrom('core_task').select('body').orderBy('created_at', 'desc').orderBy('id').limit(first))).map(
        toTask,
      );
    },
    async open(scope) {
      return (await records.read(scope, (db) => db.selectFrom('core_task').select('body').where('is_over', '=', 0).orderBy('created_at'))).map(toTask);
    },
  };
}

function toColumns(task: Task): { is_over: number; body: string } {
  return { is_over: isOver(task) ? 1 : 0, body: JSON.stringify(task) };
}

function toTask({ body }: { readonly body: string }): Task {
  return JSON.parse(body) as Task;
}
