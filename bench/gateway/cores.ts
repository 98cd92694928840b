import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/**
 * Moves this process, and what it starts from now on, to the second core, and answers the first: the servers under
 * measurement get that to themselves. Undefined where there are fewer than two, or no `taskset`.
 */
export function reserveCore(): number | undefined {
  if (availableParallelism() < 2) return undefined;
  const { status } = spawnSync('taskset', ['-acp', '1', String(process.pid)], { stdio: 'ignore' });
  return status === 0 ? 0 : undefined;
}
