import type { JsonValue } from '../../../platform/json/json-value.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { Pipeline } from './pipeline.ts';
import type { PipelineStore, StoreChange } from './pipeline-store.ts';
import type { Counts, RejectedRecord, Run } from './run.ts';
import type { OutRecord } from './sink-plan.ts';
import { writeToSink, type SinkStores } from './sink-writer.ts';
import type { SourceItem } from './source-cursor.ts';
import { prepareSteps, type PreparedStep, type Verdict } from './step-chain.ts';
import type { StepRunner } from './step-runner.ts';
import type { EventDraft } from '../../../platform/event-log/event-log.ts';
import { CodedError } from '../../../platform/errors/coded-error.ts';

/** What a batch comes to: its account, and what is to be committed with it. */
export interface TakenBatch {
  readonly counts: Counts;
  readonly changes: readonly StoreChange[];
  readonly events: readonly EventDraft[];
}

/** What a batch goes through. */
export interface BatchPorts {
  readonly store: Pick<PipelineStore, 'processors'>;
  readonly steps: StepRunner;
  readonly sinks: SinkStores;
}

interface Subject {
  readonly pipeline: Pipeline;
  readonly run: Run;
  readonly atMs: number;
}

/**
 * Takes records through the steps and to the sink. Each is counted once: out, filtered or rejected.
 * Rejects when the sink cannot be reached; taking the same batch again is harmless.
 */
export async function takeBatch(scope: Scope, items: readonly SourceItem[], options: Subject & { ports: BatchPorts }): Promise<TakenBatch> {
  const { pipeline, run, atMs, ports } = options;
  const verdicts = await judge(items, await readySteps(scope, pipeline, ports.store), ports.steps);
  const outs = verdicts.flatMap((verdict, index) => (verdict.kind === 'out' ? [toOutRecord(items[index], index, verdict.record)] : []));
  const origin = { pipelineId: pipeline.id, runId: run.id, atMs };
  const plan = await writeToSink(scope, pipeline.sink, { records: outs, origin, stores: ports.sinks });
  const refusals = new Map(plan.refused.map((refusal) => [refusal.index, refusal]));

  const rejected: RejectedRecord[] = [];
  let filtered = 0;
  for (const [place, verdict] of verdicts.entries()) {
    const index = run.counts.in + place;
    const refusal = refusals.get(place);
    if (verdict.kind === 'filtered') filtered += 1;
    else if (verdict.kind === 'rejected') rejected.push({ index, ...verdict.rejection });
    else if (refusal !== undefined) {
      const { field, reason } = refusal;
      rejected.push({ index, record: verdict.record, rule: 'sink', reason, ...(field === undefined ? {} : { field }) });
    }
  }
  const counts = { in: items.length, out: items.length - filtered - rejected.length, filtered, rejected: rejected.length };
  const keep: readonly StoreChange[] = rejected.length === 0 ? [] : [{ kind: 'keep-rejected', runId: run.id, rejected }];
  return { counts, changes: [...plan.changes, ...keep], events: plan.events };
}

async function readySteps(scope: Scope, pipeline: Pipeline, store: BatchPorts['store']): Promise<readonly PreparedStep[]> {
  const named = pipeline.steps.some(({ kind }) => kind === 'processor');
  const processors = named ? await store.processors(scope) : [];
  const prepared = prepareSteps(pipeline.steps, new Map(processors.map((processor) => [processor.name, processor])));
  if ('missing' in prepared)
    throw new CodedError('NOT_FOUND', `no processor has the name ${JSON.stringify(prepared.missing)}`, { field: `steps[${prepared.step}].processor.name` });
  return prepared.steps;
}

async function judge(items: readonly SourceItem[], steps: readonly PreparedStep[], runner: StepRunner): Promise<readonly Verdict[]> {
  const readable: JsonValue[] = items.flatMap((item) => (item.kind === 'record' ? [item.record] : []));
  const judged = (await runner.run(steps, readable)).values();
  return items.map((item): Verdict => {
    if (item.kind === 'unreadable') return { kind: 'rejected', rejection: { record: item.text, rule: 'parse', reason: item.reason } };
    const verdict = judged.next().value;
    if (verdict === undefined) throw new Error('the step runner answered too few verdicts');
    return verdict;
  });
}

function toOutRecord(item: SourceItem | undefined, index: number, record: OutRecord['record']): OutRecord {
  if (item === undefined) throw new Error('the step runner answered too many verdicts');
  return { index, key: item.key, record, ...(item.kind === 'record' && item.cause !== undefined ? { cause: item.cause } : {}) };
}
