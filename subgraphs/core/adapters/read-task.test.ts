import { describe, expect, it } from '@jest/globals';
import { readTask } from './read-task.ts';

describe("a task in Core's dialects", () => {
  it.each([
    ['created', 'CREATED'],
    ['pending', 'CREATED'],
    ['running', 'RUNNING'],
    ['processing', 'RUNNING'],
    ['completed', 'COMPLETED'],
    ['failed', 'FAILED'],
    ['something else', 'RUNNING'],
  ])('C12 reads the status %s as %s', (status, expected) => {
    expect(readTask({ task_id: 't', status })).toMatchObject({ id: 't', status: expected, coreStatus: status });
  });

  it('C12 reads the id, the times and the steps by any of their names', () => {
    expect(readTask({ task_id: 't' })?.id).toBe('t');
    expect(readTask({ id: 't', status: 'pending', createdAt: '2026-01-01T00:00:00Z' })).toMatchObject({ id: 't', createdAt: '2026-01-01T00:00:00.000Z' });
    expect(readTask({ task_id: 't', completed_at: 0, steps: [{ step: 1, name: 'analyse', status: 'completed', completed_at: 0 }] })).toMatchObject({
      updatedAt: '1970-01-01T00:00:00.000Z',
      steps: [{ step: 1, action: 'analyse', timestamp: '1970-01-01T00:00:00.000Z' }],
    });
    expect(readTask({ status: 'running' })).toBeUndefined();
    expect(readTask('text')).toBeUndefined();
  });
});
