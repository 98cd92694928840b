/**
 * Where steps run: a thread that may be ended at any moment, for a regular expression cannot be interrupted otherwise.
 * It counts finished records in shared memory, so that its owner sees which one it hangs on.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { JsonValue } from '../../../platform/json/json-value.ts';
import { createStepChain, type PreparedStep, type Verdict } from '../domain/step-chain.ts';

/** What the thread is started with. */
export interface StepWorkerData {
  /** One Int32: how many records of the job at hand are finished. */
  readonly progress: SharedArrayBuffer;
}

/** One job; the owner sends the next when it has the answer. */
export interface StepJob {
  readonly steps: readonly PreparedStep[];
  readonly records: readonly JsonValue[];
}

const MAX_CHAINS = 64;

const port = parentPort;
if (port === null) throw new Error('step-worker runs only as a worker');
const progress = new Int32Array((workerData as StepWorkerData).progress);
const chains = new Map<string, (record: JsonValue) => Promise<Verdict>>();

function chainOf(steps: readonly PreparedStep[]): (record: JsonValue) => Promise<Verdict> {
  const key = JSON.stringify(steps);
  const known = chains.get(key);
  if (known !== undefined) return known;
  if (chains.size >= MAX_CHAINS) chains.clear();
  const chain = createStepChain(steps);
  chains.set(key, chain);
  return chain;
}

async function runJob({ steps, records }: StepJob): Promise<readonly Verdict[]> {
  const chain = chainOf(steps);
  const verdicts: Verdict[] = [];
  for (const record of records) {
    verdicts.push(await chain(record));
    Atomics.add(progress, 0, 1);
  }
  return verdicts;
}

port.on('message', (job: StepJob) => {
  Atomics.store(progress, 0, 0);
  void runJob(job).then((verdicts) => port.postMessage(verdicts));
});
