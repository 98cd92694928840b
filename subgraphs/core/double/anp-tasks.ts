import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../platform/clock/clock.ts';
import type { DoubleAgents } from './double-agents.ts';

interface AnpTask {
  readonly task_id: string;
  readonly input: unknown;
  readonly tools: readonly unknown[];
  readonly agent_id: string | null;
  readonly status: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly steps: readonly unknown[];
  readonly current_step: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** The double's tasks. */
export interface AnpTasks {
  create(request: Readonly<Record<string, unknown>>): AnpTask;
  find(id: string): AnpTask | undefined;
  statuses(): readonly string[];
}

const WORK_MS = 500;

/**
 * Tasks that say `running` at once and are completed or failed after half a second. A completed one has made a real agent; one without
 * `input` fails with the text that hides every cause in Core.
 */
export function createAnpTasks(agents: DoubleAgents, clock: Clock): AnpTasks {
  const tasks = new Map<string, AnpTask>();
  const now = () => new Date(clock.now()).toISOString();

  function finish(id: string): void {
    const task = tasks.get(id);
    if (task === undefined) return;
    const step = (name: string, status: string, result: unknown) => ({ step: task.steps.length + 1, action: name, status, result, timestamp: now() });
    if (typeof task.input !== 'string' || task.input === '') {
      const error = 'workflow is not defined';
      tasks.set(id, { ...task, status: 'failed', error, updated_at: now(), steps: [...task.steps, step('create_agent', 'failed', error)] });
      return;
    }
    const agent = agents.create({ description: task.input, userId: 'anp' });
    const result = { workflow: { ...(agent['workflow'] as object), id: agent.id }, deployment: agent['deployment'] };
    const steps = [...task.steps, step('create_agent', 'completed', { agent_id: agent.id })];
    tasks.set(id, { ...task, status: 'completed', result, updated_at: now(), steps, current_step: steps.length });
  }

  return {
    create({ input, tools, agent_id: agentId }) {
      const id = `autoweave-task-${randomUUID()}`;
      const at = now();
      const task: AnpTask = {
        task_id: id,
        input,
        tools: Array.isArray(tools) ? (tools as readonly unknown[]) : [],
        agent_id: typeof agentId === 'string' ? agentId : null,
        status: 'running',
        created_at: at,
        updated_at: at,
        steps: [{ step: 1, action: 'analyze_input', status: 'completed', result: null, timestamp: at }],
        current_step: 1,
      };
      tasks.set(id, task);
      clock.after(WORK_MS, () => finish(id));
      return task;
    },
    find: (id) => tasks.get(id),
    statuses: () => [...tasks.values()].map(({ status }) => status),
  };
}
