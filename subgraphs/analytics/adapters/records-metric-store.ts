import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Records } from '../../../platform/records/records.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { RecordsKit } from '../../../platform/subgraph/host.ts';
import type { Labels } from '../domain/metric.ts';
import type { MetricStore, SampleFilter, SamplePlace, StoredSample } from '../domain/metric-store.ts';
import type { TimeRange } from '../domain/time-range.ts';
import type { AnalyticsTables, SampleRow, SeriesRow } from './metric-tables.ts';
import { toSampleChanges } from './sample-changes.ts';

const MAX_KNOWN_SERIES = 50_000;
/** Samples are read in pages of this size, so that a wide range holds no other request up for long. */
const PAGE = 5_000;
const SERIES_PER_QUERY = 500;

/** Samples over the records port. */
export function createRecordsMetricStore({ records, commands }: Pick<RecordsKit<AnalyticsTables>, 'records' | 'commands'>): MetricStore {
  /** Series that are surely stored; only spares their repeated insertion. */
  const known = new Set<string>();

  return {
    async record(scope, samples, { commandId, events }) {
      const keyOf = (seriesId: string): string => `${scope.workspace}/${seriesId}`;
      const { changes, seriesIds } = toSampleChanges(samples, { batch: commandId, isKnown: (id) => known.has(keyOf(id)) });
      const outcome = await commands.run(scope, { commandId, changes, events });
      if (outcome.kind === 'committed' && !outcome.receipt.repeated) {
        if (known.size > MAX_KNOWN_SERIES) known.clear();
        for (const id of seriesIds) known.add(keyOf(id));
      }
      return outcome;
    },
    async countOf(scope, commandId) {
      const [row] = await records.read(scope, (db) => db.selectFrom('metric_batch').select('samples').where('id', '=', commandId));
      return Number(row?.samples ?? 0);
    },
    async *scan(scope, filter, signal) {
      const series = await findSeries(scope, records, filter);
      const ids = [...series.keys()];
      for (let from = 0; from < ids.length; from += SERIES_PER_QUERY) {
        const part = ids.slice(from, from + SERIES_PER_QUERY);
        let after: SampleRow | undefined;
        do {
          const rows = await readBySeries(scope, records, { ids: part, filter, after });
          yield rows.map((row) => toSample(row, series));
          // An embedded engine reads at once: without a turn of its own no other request would come in between.
          await nextTurn();
          signal.throwIfAborted();
          after = rows.length === PAGE ? rows.at(-1) : undefined;
        } while (after !== undefined);
      }
    },
    async list(scope, filter, slice) {
      const rows = await readByTime(scope, records, { filter, ...slice });
      const series = await readSeries(scope, records, [...new Set(rows.map(({ series_id: id }) => id))]);
      return rows.map((row) => toSample(row, series));
    },
    async names(scope, { prefix, limit }) {
      const rows = await records.read(scope, (db) =>
        db
          .selectFrom('metric_series')
          .select('name')
          .distinct()
          .where((eb) => eb(eb.fn<string>('substr', ['name', eb.val(1), eb.val(prefix.length)]), '=', prefix))
          .orderBy('name')
          .limit(limit),
      );
      return rows.map(({ name }) => name);
    },
    async namesWithLabel(scope, { name: label, value }) {
      const rows = await records.read(scope, (db) =>
        db
          .selectFrom('metric_series')
          .select('name')
          .distinct()
          .where('id', 'in', (eb) => eb.selectFrom('metric_label').select('series_id').where('label', '=', label).where('value', '=', value))
          .orderBy('name'),
      );
      return rows.map(({ name }) => name);
    },
  };
}

type Series = ReadonlyMap<string, { readonly name: string; readonly labels: Labels }>;

async function findSeries(scope: Scope, records: Records<AnalyticsTables>, filter: SampleFilter): Promise<Series> {
  return toSeries(await records.read(scope, (db) => selectSeries(db, filter).selectAll()));
}

async function readSeries(scope: Scope, records: Records<AnalyticsTables>, ids: readonly string[]): Promise<Series> {
  if (ids.length === 0) return new Map();
  return toSeries(
    await records.read(scope, (db) =>
      db
        .selectFrom('metric_series')
        .selectAll()
        .where('id', 'in', [...ids]),
    ),
  );
}

function selectSeries(db: Pick<Kysely<AnalyticsTables>, 'selectFrom'>, { names, labels }: SampleFilter) {
  let query = db.selectFrom('metric_series').where('name', 'in', [...names]);
  for (const [label, value] of Object.entries(labels)) {
    query = query.where('id', 'in', (eb) => eb.selectFrom('metric_label').select('series_id').where('label', '=', label).where('value', '=', value));
  }
  return query;
}

function selectSamples(db: Kysely<AnalyticsTables>, { fromMs, toMs }: TimeRange) {
  let query = db.selectFrom('metric_sample').select(['series_id', 'at', 'batch', 'place', 'value']);
  if (fromMs !== undefined) query = query.where('at', '>=', fromMs);
  if (toMs !== undefined) query = query.where('at', '<', toMs);
  return query;
}

function toSeries(rows: readonly SeriesRow[]): Series {
  return new Map(rows.map(({ id, name, labels: text }) => [id, { name, labels: JSON.parse(text) as Labels }]));
}

function readBySeries(
  scope: Scope,
  records: Records<AnalyticsTables>,
  { ids, filter, after }: { ids: readonly string[]; filter: SampleFilter; after: SampleRow | undefined },
): Promise<readonly SampleRow[]> {
  return records.read(scope, (db) => {
    let query = selectSamples(db, filter.range).where('series_id', 'in', [...ids]);
    if (after !== undefined) {
      query = query.where((eb) =>
        eb(eb.refTuple('series_id', 'at', 'batch', 'place'), '>', eb.tuple(after.series_id, Number(after.at), after.batch, Number(after.place))),
      );
    }
    return query.orderBy('series_id').orderBy('at').orderBy('batch').orderBy('place').limit(PAGE);
  });
}

function readByTime(
  scope: Scope,
  records: Records<AnalyticsTables>,
  { filter, limit, after }: { filter: SampleFilter; limit: number; after?: SamplePlace },
): Promise<readonly SampleRow[]> {
  return records.read(scope, (db) => {
    // The series are named by a query, not one by one: a statement has room for so many values only.
    let query = selectSamples(db, filter.range).where('series_id', 'in', selectSeries(db, filter).select('id'));
    if (after !== undefined) query = query.where((eb) => eb(eb.refTuple('at', 'batch', 'place'), '>', eb.tuple(...after)));
    return query.orderBy('at').orderBy('batch').orderBy('place').limit(limit);
  });
}

function toSample(row: SampleRow, series: Series): StoredSample {
  const { name, labels } = series.get(row.series_id) ?? { name: '', labels: {} };
  const atMs = Number(row.at);
  return { name, labels, atMs, value: Number(row.value), at: [atMs, row.batch, Number(row.place)] };
}
