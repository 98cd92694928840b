import { Worker } from 'node:worker_threads';
import { afterBusyTime } from '../../../platform/clock/after-busy-time.ts';
import type { Clock } from '../../../platform/clock/clock.ts';
import type { JsonValue } from '../../../platform/json/json-value.ts';
import { siblingModule } from '../../../platform/sqlite/sibling-module.ts';
import type { PreparedStep, Verdict } from '../domain/step-chain.ts';
import type { StepRunner } from '../domain/step-runner.ts';
import type { StepJob, StepWorkerData } from './step-worker.ts';

/** Names a record that hung, by its place in the job. */
class HungError extends Error {
  readonly index: number;
  constructor(index: number) {
    super(`record ${index} hangs`);
    this.index = index;
  }
}

const MEMORY_MB = 256;

/**
 * Runs steps in a thread, one job at a time. When no record is finished in `recordTimeoutMs` of the processor, or the thread dies
 * (out of memory), the record it was at is rejected, the thread replaced, and the job run again without that record.
 */
export function createWorkerStepRunner(options: { clock: Clock; recordTimeoutMs: number }): StepRunner {
  const { clock, recordTimeoutMs } = options;
  const progress = new Int32Array(new SharedArrayBuffer(4));
  let worker: Worker | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let closed = false;

  function startWorker(): Worker {
    const workerData: StepWorkerData = { progress: progress.buffer as SharedArrayBuffer };
    const started = new Worker(siblingModule(import.meta.url, 'step-worker'), {
      workerData,
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    started.on('error', () => undefined);
    return started;
  }

  async function discardWorker(): Promise<void> {
    const old = worker;
    worker = undefined;
    await old?.terminate();
  }

  /** Sends one job and waits; rejects with HungError for the record that does not end. */
  function attempt(job: StepJob): Promise<readonly Verdict[]> {
    worker ??= startWorker();
    const thread = worker;
    thread.ref();
    Atomics.store(progress, 0, -1);
    return new Promise((resolve, reject) => {
      let seen = -1;
      let cancel = afterBusyTime(clock, recordTimeoutMs, look);
      function settle(act: () => void): void {
        cancel();
        thread.off('message', onMessage);
        thread.off('exit', onExit);
        thread.unref();
        act();
      }
      function look(): void {
        const finished = Atomics.load(progress, 0);
        // -1: the thread has not come to the job yet (it is still loading).
        if (finished !== -1 && finished === seen) settle(() => reject(new HungError(finished)));
        else {
          seen = finished;
          cancel = afterBusyTime(clock, recordTimeoutMs, look);
        }
      }
      function onMessage(verdicts: readonly Verdict[]): void {
        settle(() => resolve(verdicts));
      }
      function onExit(): void {
        const finished = Atomics.load(progress, 0);
        settle(() => reject(closed || finished === -1 ? new Error('the thread of the steps ended') : new HungError(finished)));
      }
      thread.on('message', onMessage);
      thread.on('exit', onExit);
      thread.postMessage(job);
    });
  }

  async function runWhole(steps: readonly PreparedStep[], records: readonly JsonValue[]): Promise<readonly Verdict[]> {
    const hung = new Set<number>();
    for (;;) {
      const left = records.map((_record, index) => index).filter((index) => !hung.has(index));
      try {
        const verdicts = await attempt({ steps, records: left.map((index) => records[index] ?? null) });
        const byIndex = new Map(left.map((index, place) => [index, verdicts[place]]));
        return records.map((record, index) => byIndex.get(index) ?? toTimeout(record, recordTimeoutMs));
      } catch (error) {
        await discardWorker();
        const culprit = error instanceof HungError ? left[error.index] : undefined;
        if (culprit === undefined) throw error;
        hung.add(culprit);
      }
    }
  }

  return {
    run(steps, records) {
      if (records.length === 0) return Promise.resolve([]);
      const job = queue.then(() => {
        if (closed) throw new Error('the step runner is closed');
        return runWhole(steps, records);
      });
      queue = job.catch(() => undefined);
      return job;
    },
    async close() {
      closed = true;
      await discardWorker();
    },
  };
}

function toTimeout(record: JsonValue, recordTimeoutMs: number): Verdict {
  const reason = `the steps took longer than ${recordTimeoutMs} ms or more memory than ${MEMORY_MB} MB`;
  return { kind: 'rejected', rejection: { record, rule: 'time', reason } };
}
