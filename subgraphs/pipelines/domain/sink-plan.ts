import type { EventDraft } from '../../../platform/event-log/event-log.ts';
import type { JsonObject } from '../../../platform/json/json-value.ts';
import type { StoreChange } from './pipeline-store.ts';
import type { SourceCause } from './source-cursor.ts';

/** A record that passed all steps. */
export interface OutRecord {
  /** Place in the batch. */
  readonly index: number;
  /** The source's key of the record. */
  readonly key: string;
  readonly record: JsonObject;
  readonly cause?: SourceCause;
}

/** What a sink makes of a batch: what is to be committed with its counts, and what it refused. */
export interface SinkPlan {
  readonly changes: readonly StoreChange[];
  readonly events: readonly EventDraft[];
  readonly refused: readonly Refusal[];
}

/** A record that the sink did not take; `index` is its place in the batch. */
export interface Refusal {
  readonly index: number;
  readonly field?: string;
  readonly reason: string;
}

/** Where a batch comes from. */
export interface SinkOrigin {
  readonly pipelineId: string;
  readonly runId: string;
  readonly atMs: number;
}
