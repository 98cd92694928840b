import type { Change } from '../../../platform/records/records.ts';
import type { StoreChange } from '../domain/pipeline-store.ts';
import type { RejectedRecord, Run } from '../domain/run.ts';
import type { PipelineRow, PipelineTables, RejectedRow, RunRow } from './pipeline-tables.ts';
import type { Pipeline } from '../domain/pipeline.ts';

type Changes = readonly Change<PipelineTables>[];

/** The statements of a change, each with the expectation that makes a conflict of its failure. */
export function toChanges(change: StoreChange): Changes {
  switch (change.kind) {
    case 'define':
      return [{ build: (db) => db.insertInto('pipeline').values(toPipelineRow(change.pipeline)), expect: { rows: 1, guard: 'pipeline-id' } }];
    case 'set-paused':
      return toPause(change);
    case 'delete':
      return toDelete(change.id);
    case 'start-run':
      return toStart(change.run, change.correlationId);
    case 'advance-run':
      return toAdvance(change);
    case 'keep-rejected':
      return [{ build: (db) => db.insertInto('rejected_record').values(change.rejected.map((record) => toRejectedRow(change.runId, record))) }];
    case 'write-rows':
      return toUpsert(change);
    case 'put-processor':
      return toPutProcessor(change);
  }
}

function toPause({ id, paused, atMs }: Extract<StoreChange, { kind: 'set-paused' }>): Changes {
  const [from, to] = paused ? (['RUNNING', 'PAUSED'] as const) : (['PAUSED', 'RUNNING'] as const);
  return [
    {
      build: (db) =>
        db
          .updateTable('pipeline')
          .set({ paused: paused ? 1 : 0, updated_at: atMs })
          .where('id', '=', id)
          .where('paused', '=', paused ? 0 : 1),
      expect: { rows: 1, guard: 'pipeline-state' },
    },
    { build: (db) => db.updateTable('pipeline_run').set({ state: to }).where('pipeline_id', '=', id).where('state', '=', from) },
  ];
}

function toDelete(id: string): Changes {
  return [
    { build: (db) => db.deleteFrom('pipeline').where('id', '=', id), expect: { rows: 1, guard: 'pipeline-state' } },
    { build: (db) => db.deleteFrom('rejected_record').where('run_id', 'in', (eb) => eb.selectFrom('pipeline_run').select('id').where('pipeline_id', '=', id)) },
    { build: (db) => db.deleteFrom('pipeline_run').where('pipeline_id', '=', id) },
  ];
}

function toStart(run: Run, correlationId: string): Changes {
  return [
    // Changes nothing, but locks the pipeline and proves that it is there and not paused.
    {
      build: (db) =>
        db
          .updateTable('pipeline')
          .set((eb) => ({ paused: eb.ref('paused') }))
          .where('id', '=', run.pipelineId)
          .where('paused', '=', 0),
      expect: { rows: 1, guard: 'pipeline-state' },
    },
    { build: (db) => db.insertInto('pipeline_run').values(toRunRow(run, correlationId)), expect: { rows: 1, guard: 'run-unfinished' } },
  ];
}

function toAdvance({ id, fromBatch, to }: Extract<StoreChange, { kind: 'advance-run' }>): Changes {
  const set = {
    state: to.state,
    count_in: to.counts.in,
    count_out: to.counts.out,
    count_filtered: to.counts.filtered,
    count_rejected: to.counts.rejected,
    batches: fromBatch + 1,
    checkpoint: JSON.stringify(to.checkpoint),
    error_code: to.error?.code ?? null,
    error_message: to.error?.message ?? null,
    finished_at: to.finishedAtMs ?? null,
    last_record_at: to.lastRecordAtMs ?? null,
  };
  return [
    {
      build: (db) => db.updateTable('pipeline_run').set(set).where('id', '=', id).where('state', '=', 'RUNNING').where('batches', '=', fromBatch),
      expect: { rows: 1, guard: 'run-state' },
    },
  ];
}

function toUpsert({ rows }: Extract<StoreChange, { kind: 'write-rows' }>): Changes {
  const values = rows.map((row) => ({
    collection: row.collection,
    row_key: row.key,
    data: JSON.stringify(row.data),
    pipeline_id: row.pipelineId,
    run_id: row.runId,
    written_at: row.writtenAtMs,
  }));
  return [
    {
      build: (db) =>
        db
          .insertInto('stored_row')
          .values(values)
          .onConflict((conflict) =>
            conflict.columns(['collection', 'row_key']).doUpdateSet((eb) => ({
              data: eb.ref('excluded.data'),
              pipeline_id: eb.ref('excluded.pipeline_id'),
              run_id: eb.ref('excluded.run_id'),
              written_at: eb.ref('excluded.written_at'),
            })),
          ),
    },
  ];
}

function toPutProcessor({ processor }: Extract<StoreChange, { kind: 'put-processor' }>): Changes {
  const row = { name: processor.name, kind: processor.kind, expression: processor.expression, updated_at: processor.updatedAtMs };
  return [
    {
      build: (db) =>
        db
          .insertInto('processor')
          .values(row)
          .onConflict((conflict) => conflict.columns(['name']).doUpdateSet({ kind: row.kind, expression: row.expression, updated_at: row.updated_at })),
    },
  ];
}

function toPipelineRow({ id, paused, createdAtMs, updatedAtMs, ...definition }: Pipeline): PipelineRow {
  const { name, source } = definition;
  return {
    id,
    name,
    definition: JSON.stringify(definition),
    paused: paused ? 1 : 0,
    sink: definition.sink.kind,
    service_id: toServiceId(source),
    created_at: createdAtMs,
    updated_at: updatedAtMs,
  };
}

const SERVICE_SUBJECT = 'service/';

/** The service that a source is attributed to: the HTTP source's own, or the one whose events are asked for. */
function toServiceId(source: Pipeline['source']): string | null {
  if (source.kind === 'http') return source.serviceId ?? null;
  if (source.kind === 'file') return null;
  const about = [source.subject, source.about].find((text) => text?.startsWith(SERVICE_SUBJECT));
  return about?.slice(SERVICE_SUBJECT.length) ?? null;
}

function toRunRow(run: Run, correlationId: string): RunRow {
  return {
    id: run.id,
    pipeline_id: run.pipelineId,
    state: run.state,
    count_in: run.counts.in,
    count_out: run.counts.out,
    count_filtered: run.counts.filtered,
    count_rejected: run.counts.rejected,
    batches: run.batches,
    checkpoint: JSON.stringify(run.checkpoint),
    error_code: run.error?.code ?? null,
    error_message: run.error?.message ?? null,
    started_at: run.startedAtMs,
    finished_at: run.finishedAtMs ?? null,
    last_record_at: run.lastRecordAtMs ?? null,
    correlation_id: correlationId,
  };
}

function toRejectedRow(runId: string, rejected: RejectedRecord): RejectedRow {
  return {
    run_id: runId,
    place: rejected.index,
    record: JSON.stringify(rejected.record),
    step: rejected.step ?? null,
    field: rejected.field ?? null,
    rule: rejected.rule,
    reason: rejected.reason,
  };
}
