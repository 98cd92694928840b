import type { EventDraft } from '../../../platform/event-log/event-log.ts';
import type { JsonValue } from '../../../platform/json/json-value.ts';
import type { Counts, RunError } from './run.ts';

/** What this subgraph itself says in the log, and under which name. */
export const OWN_SOURCE = 'autoweave/pipelines';
/** The types of all events that tell of runs. */
export const RUN_EVENT_PATTERN = 'pipeline.run.*';
/** No pipeline takes these: two that did would drive each other for ever. */
export const PROGRESS_EVENT = 'pipeline.run.progressed';

const RUN_EVENT_KINDS = ['STARTED', 'PROGRESSED', 'PAUSED', 'RESUMED', 'COMPLETED', 'FAILED', 'INTERRUPTED'] as const;
/** What such an event tells. */
export type RunEventKind = (typeof RUN_EVENT_KINDS)[number];

/** A state that a run passed, as the log tells of it. */
export interface RunProgress {
  readonly kind: RunEventKind;
  readonly runId: string;
  readonly pipelineId: string;
  readonly counts: Counts;
}

/** The subject of a pipeline's events. */
export function subjectOfPipeline(pipelineId: string): string {
  return `pipeline/${pipelineId}`;
}

/** An event about a pipeline; `key` makes its id unique. */
export function toPipelineEvent(
  what: 'defined' | 'paused' | 'resumed' | 'deleted',
  pipelineId: string,
  options: { key: string; atMs: number; correlationId: string; data: JsonValue },
): EventDraft {
  return {
    id: `${options.key}/${what}`,
    source: OWN_SOURCE,
    type: `pipeline.${what}`,
    subject: subjectOfPipeline(pipelineId),
    time: new Date(options.atMs).toISOString(),
    correlationId: options.correlationId,
    data: options.data,
  };
}

/** An event about a run; `key` tells apart those of one kind. */
export function toRunEvent(progress: RunProgress, options: { key: string | number; atMs: number; correlationId?: string; error?: RunError }): EventDraft {
  const { kind, runId, pipelineId, counts } = progress;
  return {
    id: `${runId}/${kind.toLowerCase()}/${options.key}`,
    source: OWN_SOURCE,
    type: `pipeline.run.${kind.toLowerCase()}`,
    subject: subjectOfPipeline(pipelineId),
    time: new Date(options.atMs).toISOString(),
    ...(options.correlationId === undefined ? {} : { correlationId: options.correlationId }),
    data: {
      runId,
      pipelineId,
      kind,
      counts: { ...counts },
      ...(options.error === undefined ? {} : { error: { code: options.error.code, message: options.error.message } }),
    },
  };
}

/** Takes such an event apart; undefined for one that is not of this form. */
export function readRunProgress(data: JsonValue | undefined): RunProgress | undefined {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
  const { kind, runId, pipelineId, counts } = data as { kind?: JsonValue; runId?: JsonValue; pipelineId?: JsonValue; counts?: JsonValue };
  const known = RUN_EVENT_KINDS.find((candidate) => candidate === kind);
  if (known === undefined || typeof runId !== 'string' || typeof pipelineId !== 'string' || typeof counts !== 'object' || counts === null) return undefined;
  return { kind: known, runId, pipelineId, counts: counts as unknown as Counts };
}
