import { createHash } from 'node:crypto';
import type { Change } from '../../../platform/records/records.ts';
import type { MetricSample } from '../domain/metric.ts';
import type { AnalyticsTables, SampleRow, SeriesRow } from './metric-tables.ts';

/** A series' id: the same for the same name and labels. */
function toSeriesId({ name, labels }: Pick<MetricSample, 'name' | 'labels'>): string {
  return createHash('sha256')
    .update(JSON.stringify([name, labels]))
    .digest('base64url')
    .slice(0, 27);
}

/** The statements that record samples; series that are known need no row. */
export function toSampleChanges(
  samples: readonly MetricSample[],
  options: { batch: string; isKnown: (seriesId: string) => boolean },
): { readonly changes: readonly Change<AnalyticsTables>[]; readonly seriesIds: ReadonlySet<string> } {
  const series = new Map<string, SeriesRow & { readonly sample: MetricSample }>();
  const rows: SampleRow[] = samples.map((sample, place) => {
    const id = toSeriesId(sample);
    if (!series.has(id)) series.set(id, { id, name: sample.name, labels: JSON.stringify(sample.labels), sample });
    return { series_id: id, at: sample.atMs, batch: options.batch, place, value: sample.value };
  });
  const fresh = [...series.values()].filter(({ id }) => !options.isKnown(id));
  const labels = fresh.flatMap(({ id, sample }) => Object.entries(sample.labels).map(([label, value]) => ({ label, value, series_id: id })));
  return {
    seriesIds: new Set(series.keys()),
    changes: [
      ...(fresh.length === 0 ? [] : [toSeriesChange(fresh.map(({ id, name, labels: text }) => ({ id, name, labels: text })))]),
      // At most 1000 samples of 32 labels: in parts, for a statement binds at most 32,766 values.
      ...inParts(labels, 5_000).map(toLabelChange),
      { build: (db) => db.insertInto('metric_sample').values(rows) },
      { build: (db) => db.insertInto('metric_batch').values({ id: options.batch, samples: samples.length }) },
    ],
  };
}

function toSeriesChange(rows: readonly SeriesRow[]): Change<AnalyticsTables> {
  return {
    build: (db) =>
      db
        .insertInto('metric_series')
        .values(rows)
        .onConflict((conflict) => conflict.columns(['id']).doNothing()),
  };
}

function toLabelChange(rows: readonly AnalyticsTables['metric_label'][]): Change<AnalyticsTables> {
  return {
    build: (db) =>
      db
        .insertInto('metric_label')
        .values(rows)
        .onConflict((conflict) => conflict.columns(['label', 'value', 'series_id']).doNothing()),
  };
}

function inParts<T>(items: readonly T[], size: number): (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, part) => items.slice(part * size, (part + 1) * size));
}
