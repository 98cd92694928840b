import { badInput, notFound } from '../../../platform/errors/coded-error.ts';
import type { EventFilter, RecordedEvent } from '../../../platform/event-log/event-log.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { PipelineStore } from './pipeline-store.ts';
import { OWN_SOURCE, readRunProgress, RUN_EVENT_PATTERN, subjectOfPipeline, type RunProgress } from './run-events.ts';

/** Which part of the log tells of a run, or of each run of a pipeline. Exactly one id is to be given; it must be known. */
export async function readRunsToFollow(
  scope: Scope,
  ids: { readonly runId?: string | null | undefined; readonly pipelineId?: string | null | undefined },
  store: PipelineStore,
): Promise<{ readonly filter: EventFilter; readonly toRoot: (event: RecordedEvent) => RunProgress | undefined }> {
  const runId = ids.runId ?? undefined;
  const pipelineId = ids.pipelineId ?? undefined;
  if ((runId === undefined) === (pipelineId === undefined)) throw badInput('runId', 'exactly one of runId, pipelineId');
  if (pipelineId !== undefined && (await store.pipelines(scope, [pipelineId])).length === 0) throw notFound('pipeline', pipelineId, 'pipelineId');
  const subject = pipelineId ?? (await pipelineOfRun(scope, runId ?? '', store));
  return {
    filter: { pattern: RUN_EVENT_PATTERN, subject: subjectOfPipeline(subject), source: OWN_SOURCE },
    toRoot(event) {
      const progress = readRunProgress(event.data);
      return runId === undefined || progress?.runId === runId ? progress : undefined;
    },
  };
}

async function pipelineOfRun(scope: Scope, runId: string, store: PipelineStore): Promise<string> {
  const [run] = await store.runs(scope, [runId]);
  if (run === undefined) throw notFound('run', runId, 'runId');
  return run.pipelineId;
}
