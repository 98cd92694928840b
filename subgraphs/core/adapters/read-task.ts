import type { Task, TaskStatus, TaskStep } from '../domain/task.ts';
import { asJson, asList, asNumber, asRecord, asText, asTime } from './read-json.ts';

/** Every word that some dialect of Core has for a task's status. */
const STATUSES: Readonly<Record<string, TaskStatus>> = {
  created: 'CREATED',
  pending: 'CREATED',
  running: 'RUNNING',
  processing: 'RUNNING',
  completed: 'COMPLETED',
  failed: 'FAILED',
};

/** Reads a task in any of Core's three dialects; undefined without an id. A status of an unknown word counts as running. */
export function readTask(value: unknown): Task | undefined {
  const task = asRecord(value);
  const id = asText(task['task_id']) ?? asText(task['taskId']) ?? asText(task['id']);
  if (id === null || id === '') return undefined;
  const coreStatus = asText(task['status']) ?? 'unknown';
  return {
    id,
    input: asText(task['input']),
    status: STATUSES[coreStatus] ?? 'RUNNING',
    coreStatus,
    result: asJson(task['result']),
    error: asText(task['error']),
    steps: asList(task['steps']).map(readStep),
    createdAt: asTime(task['created_at'] ?? task['createdAt']),
    updatedAt: asTime(task['updated_at'] ?? task['completed_at'] ?? task['updatedAt']),
  };
}

function readStep(value: unknown): TaskStep {
  const { step, action, name, status, result, timestamp, completed_at: completedAt, started_at: startedAt } = asRecord(value);
  return {
    step: asNumber(step),
    action: asText(action) ?? asText(name),
    status: asText(status),
    result: asJson(result),
    timestamp: asTime(timestamp ?? completedAt ?? startedAt),
  };
}
