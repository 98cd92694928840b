import type { Records } from '../../../platform/records/records.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { PipelineStats } from '../domain/pipeline-store.ts';
import type { PipelineTables } from './pipeline-tables.ts';

/** Sums over the runs of each pipeline that has one. */
export async function readPipelineStats(scope: Scope, records: Records<PipelineTables>, ids: readonly string[]): Promise<ReadonlyMap<string, PipelineStats>> {
  const rows = await records.read(scope, (db) =>
    db
      .selectFrom('pipeline_run')
      .where('pipeline_id', 'in', [...ids])
      .groupBy(['pipeline_id', 'state'])
      .select((eb) => [
        'pipeline_id',
        'state',
        eb.fn.countAll<number>().as('runs'),
        eb.fn.sum<number>('count_in').as('in'),
        eb.fn.sum<number>('count_out').as('out'),
        eb.fn.sum<number>('count_filtered').as('filtered'),
        eb.fn.sum<number>('count_rejected').as('rejected'),
        eb.fn.sum<number | null>(eb('finished_at', '-', eb.ref('started_at'))).as('duration'),
        eb.fn.max('last_record_at').as('last'),
      ]),
  );
  const byPipeline = Map.groupBy(rows, (row) => row.pipeline_id);
  return new Map([...byPipeline].map(([id, states]) => [id, toStats(states)]));
}

interface StateSums {
  readonly state: string;
  readonly runs: number;
  readonly in: number;
  readonly out: number;
  readonly filtered: number;
  readonly rejected: number;
  readonly duration: number | null;
  readonly last: number | null;
}

function toStats(states: readonly StateSums[]): PipelineStats {
  const sum = (read: (sums: StateSums) => number | null): number => states.reduce((total, sums) => total + Number(read(sums) ?? 0), 0);
  const runsIn = (state: string): number => sum((sums) => (sums.state === state ? sums.runs : 0));
  const finished = sum((sums) => (sums.duration === null ? 0 : sums.runs));
  const last = Math.max(0, ...states.map((sums) => Number(sums.last ?? 0)));
  return {
    runs: sum((sums) => sums.runs),
    completed: runsIn('COMPLETED'),
    failed: runsIn('FAILED'),
    interrupted: runsIn('INTERRUPTED'),
    counts: { in: sum((sums) => sums.in), out: sum((sums) => sums.out), filtered: sum((sums) => sums.filtered), rejected: sum((sums) => sums.rejected) },
    ...(finished === 0 ? {} : { averageDurationMs: sum((sums) => sums.duration) / finished }),
    ...(last === 0 ? {} : { lastRecordAtMs: last }),
  };
}
