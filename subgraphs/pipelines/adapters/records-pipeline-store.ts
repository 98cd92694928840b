import type { RecordsKit } from '../../../platform/subgraph/host.ts';
import type { PipelineStore, StoreUnit } from '../domain/pipeline-store.ts';
import type { UnitOfWork } from '../../../platform/records/records.ts';
import { toChanges } from './pipeline-changes.ts';
import { toPipeline, toProcessor, toRejected, toRun, toStoredRow } from './pipeline-rows.ts';
import { readPipelineStats } from './pipeline-stats.ts';
import type { PipelineTables } from './pipeline-tables.ts';

/** The pipelines' store over the records port. */
export function createRecordsPipelineStore({ records, commands }: Pick<RecordsKit<PipelineTables>, 'records' | 'commands'>): PipelineStore {
  return {
    async pipelines(scope, ids) {
      return (
        await records.read(scope, (db) =>
          db
            .selectFrom('pipeline')
            .selectAll()
            .where('id', 'in', [...ids]),
        )
      ).map(toPipeline);
    },
    async listPipelines(scope, { limit, after }) {
      const [name, id] = after ?? [];
      const rows = await records.read(scope, (db) => {
        const all = db.selectFrom('pipeline').selectAll().orderBy('name').orderBy('id').limit(limit);
        if (name === undefined || id === undefined) return all;
        return all.where((eb) => eb.or([eb('name', '>', String(name)), eb.and([eb('name', '=', String(name)), eb('id', '>', String(id))])]));
      });
      return rows.map(toPipeline);
    },
    async drivingPipelines(scope) {
      return (await records.read(scope, (db) => db.selectFrom('pipeline').selectAll().where('sink', '=', 'topic'))).map(toPipeline);
    },
    async readersOf(scope, serviceIds) {
      const rows = await records.read(scope, (db) =>
        db
          .selectFrom('pipeline')
          .selectAll()
          .where('service_id', 'in', [...serviceIds])
          .orderBy('name')
          .orderBy('id'),
      );
      return rows.map((row) => ({ serviceId: row.service_id ?? '', pipeline: toPipeline(row) }));
    },
    async runs(scope, ids) {
      return (
        await records.read(scope, (db) =>
          db
            .selectFrom('pipeline_run')
            .selectAll()
            .where('id', 'in', [...ids]),
        )
      ).map(toRun);
    },
    async listRuns(scope, pipelineId, { limit, after }) {
      const [startedAt, id] = after ?? [];
      const rows = await records.read(scope, (db) => {
        const all = db
          .selectFrom('pipeline_run')
          .selectAll()
          .where('pipeline_id', '=', pipelineId)
          .orderBy('started_at', 'desc')
          .orderBy('id', 'desc')
          .limit(limit);
        if (startedAt === undefined || id === undefined) return all;
        const at = Number(startedAt);
        return all.where((eb) => eb.or([eb('started_at', '<', at), eb.and([eb('started_at', '=', at), eb('id', '<', String(id))])]));
      });
      return rows.map(toRun);
    },
    async lastRuns(scope, pipelineIds) {
      const rows = await records.read(scope, (db) =>
        db
          .selectFrom('pipeline_run as run')
          .selectAll()
          .where('run.pipeline_id', 'in', [...pipelineIds])
          .where((eb) =>
            eb.not(
              eb.exists(
                eb
                  .selectFrom('pipeline_run as later')
                  .select('later.id')
                  .whereRef('later.pipeline_id', '=', 'run.pipeline_id')
                  .where((on) =>
                    on.or([
                      on('later.started_at', '>', on.ref('run.started_at')),
                      on.and([on('later.started_at', '=', on.ref('run.started_at')), on('later.id', '>', on.ref('run.id'))]),
                    ]),
                  ),
              ),
            ),
          ),
      );
      return rows.map(toRun);
    },
    stats: (scope, pipelineIds) => readPipelineStats(scope, records, pipelineIds),
    async listRejected(scope, runId, { limit, after }) {
      const rows = await records.read(scope, (db) =>
        db
          .selectFrom('rejected_record')
          .selectAll()
          .where('run_id', '=', runId)
          .where('place', '>', Number(after?.[0] ?? -1))
          .orderBy('place')
          .limit(limit),
      );
      return rows.map(toRejected);
    },
    async listRows(scope, collection, { limit, after }) {
      const rows = await records.read(scope, (db) =>
        db
          .selectFrom('stored_row')
          .selectAll()
          .where('collection', '=', collection)
          .where('row_key', '>', String(after?.[0] ?? ''))
          .orderBy('row_key')
          .limit(limit),
      );
      return rows.map(toStoredRow);
    },
    async processors(scope) {
      return (await records.read(scope, (db) => db.selectFrom('processor').selectAll().orderBy('name'))).map(toProcessor);
    },
    async correlationOf(scope, runId) {
      const [row] = await records.read(scope, (db) => db.selectFrom('pipeline_run').select('correlation_id').where('id', '=', runId));
      return row?.correlation_id;
    },
    async runningRuns() {
      const rows = await records.readEverywhere((db) =>
        db.selectFrom('pipeline_run').select(['workspace', 'id', 'pipeline_id']).where('state', '=', 'RUNNING'),
      );
      return rows.map((row) => ({ workspace: row.workspace, runId: row.id, pipelineId: row.pipeline_id }));
    },
    command: (scope, unit) => commands.run(scope, toUnitOfWork(unit)),
    async commit(scope, unit) {
      const outcome = await records.commit(scope, toUnitOfWork(unit));
      return outcome.kind !== 'conflict';
    },
  };
}

function toUnitOfWork({ commandId, changes, events, fence, isRemembered = true }: StoreUnit): UnitOfWork<PipelineTables> {
  return { commandId, isRemembered, changes: changes.flatMap(toChanges), events, ...(fence === undefined ? {} : { fence }) };
}
