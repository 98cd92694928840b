import type { JsonObject, JsonValue } from '../../../platform/json/json-value.ts';
import type { Pipeline, PipelineDefinition, Processor } from '../domain/pipeline.ts';
import type { StoredRow } from '../domain/pipeline-store.ts';
import { RUN_STATES, type RejectedRecord, type Run } from '../domain/run.ts';
import type { PipelineRow, ProcessorRow, RejectedRow, RunRow, StoredRowRow } from './pipeline-tables.ts';

// PostgreSQL's driver may give a BIGINT as text; Number() reads both.

/** A pipeline of its row. */
export function toPipeline(row: PipelineRow): Pipeline {
  const definition = JSON.parse(row.definition) as PipelineDefinition;
  return { ...definition, id: row.id, paused: Number(row.paused) === 1, createdAtMs: Number(row.created_at), updatedAtMs: Number(row.updated_at) };
}

/** A run of its row; throws for a state that this version does not know. */
export function toRun(row: RunRow): Run {
  const state = RUN_STATES.find((candidate) => candidate === row.state);
  if (state === undefined) throw new Error(`run ${row.id} is in an unknown state`);
  return {
    id: row.id,
    pipelineId: row.pipeline_id,
    state,
    counts: { in: Number(row.count_in), out: Number(row.count_out), filtered: Number(row.count_filtered), rejected: Number(row.count_rejected) },
    batches: Number(row.batches),
    checkpoint: JSON.parse(row.checkpoint) as JsonValue,
    startedAtMs: Number(row.started_at),
    ...(row.error_code === null ? {} : { error: { code: row.error_code, message: row.error_message ?? '' } }),
    ...(row.finished_at === null ? {} : { finishedAtMs: Number(row.finished_at) }),
    ...(row.last_record_at === null ? {} : { lastRecordAtMs: Number(row.last_record_at) }),
  };
}

/** A rejected record of its row. */
export function toRejected(row: RejectedRow): RejectedRecord {
  return {
    index: Number(row.place),
    record: JSON.parse(row.record) as JsonValue,
    rule: row.rule,
    reason: row.reason,
    ...(row.step === null ? {} : { step: Number(row.step) }),
    ...(row.field === null ? {} : { field: row.field }),
  };
}

/** A record of the records sink, of its row. */
export function toStoredRow(row: StoredRowRow): StoredRow {
  return {
    collection: row.collection,
    key: row.row_key,
    data: JSON.parse(row.data) as JsonObject,
    pipelineId: row.pipeline_id,
    runId: row.run_id,
    writtenAtMs: Number(row.written_at),
  };
}

/** A named processor of its row. */
export function toProcessor(row: ProcessorRow): Processor {
  return { name: row.name, kind: row.kind === 'FILTER' ? 'FILTER' : 'MAP', expression: row.expression, updatedAtMs: Number(row.updated_at) };
}
