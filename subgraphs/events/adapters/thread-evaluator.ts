import { Worker } from 'node:worker_threads';
import { afterBusyTime } from '../../../platform/clock/after-busy-time.ts';
import type { Clock } from '../../../platform/clock/clock.ts';
import type { Closable } from '../../../platform/lifecycle/lifecycle.ts';
import { siblingModule } from '../../../platform/sqlite/sibling-module.ts';
import type { EvaluationResult, EvaluationTask, Evaluator } from '../domain/evaluator.ts';

const MEMORY_MB = 128;

/**
 * Evaluates in one thread, started when it is first needed and discarded when a task takes longer than `taskTimeoutMs`
 * of the processor or more memory than it may have; the tasks behind it go on in the next thread. Callers take turns.
 */
export function createThreadEvaluator(options: { clock: Clock; taskTimeoutMs: number }): Evaluator & Closable {
  const { clock, taskTimeoutMs } = options;
  let thread: Promise<Worker> | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let closed = false;

  async function discard(): Promise<void> {
    const old = thread;
    thread = undefined;
    await (await old?.catch(() => undefined))?.terminate();
  }

  // A thread that could not start, or that ended between tasks, is not asked again.
  function obtain(): Promise<Worker> {
    if (thread !== undefined) return thread;
    const started = startThread(() => {
      if (thread === started) thread = undefined;
    });
    thread = started;
    return started;
  }

  /** Sends the tasks and gathers answers until one stays out; answers fewer than tasks then. */
  async function attempt(tasks: readonly EvaluationTask[]): Promise<readonly EvaluationResult[]> {
    const worker = await obtain();
    const results: EvaluationResult[] = [];
    return new Promise((resolve) => {
      worker.ref();
      let cancel = afterBusyTime(clock, taskTimeoutMs, end);
      function end(): void {
        cancel();
        worker.off('message', onResult);
        worker.off('exit', end);
        worker.unref();
        resolve(results);
      }
      function onResult(result: EvaluationResult): void {
        cancel();
        results.push(result);
        if (results.length === tasks.length) end();
        else cancel = afterBusyTime(clock, taskTimeoutMs, end);
      }
      worker.on('message', onResult);
      worker.on('exit', end);
      worker.postMessage(tasks);
    });
  }

  async function runWhole(tasks: readonly EvaluationTask[]): Promise<readonly EvaluationResult[]> {
    const results: EvaluationResult[] = [];
    while (results.length < tasks.length) {
      if (closed) throw new Error('the evaluator is closed');
      results.push(...(await attempt(tasks.slice(results.length))));
      if (results.length === tasks.length) break;
      await discard();
      results.push({ kind: 'failed', reason: `it takes longer than ${taskTimeoutMs} ms or more memory than ${MEMORY_MB} MB` });
    }
    return results;
  }

  return {
    run(tasks) {
      if (tasks.length === 0) return Promise.resolve([]);
      const turn = queue.then(() => runWhole(tasks));
      queue = turn.catch(() => undefined);
      return turn;
    },
    async close() {
      closed = true;
      await discard();
    },
  };
}

/** A thread that has loaded its modules, so that a task's time is its own. */
function startThread(onEnd: () => void): Promise<Worker> {
  const worker = new Worker(siblingModule(import.meta.url, 'evaluation-worker'), {
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  worker.unref();
  return new Promise((resolve, reject) => {
    worker.once('message', () => resolve(worker));
    worker.on('error', reject);
    worker.once('exit', () => {
      onEnd();
      reject(new Error('the thread of the evaluator ended'));
    });
  });
}
