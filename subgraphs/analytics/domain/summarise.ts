import { badInput } from '../../../platform/errors/coded-error.ts';
import type { Labels, MetricSample } from './metric.ts';
import { toBucketStart, type TimeBucket } from './time-bucket.ts';

/** What samples may be summed up to. */
export const AGGREGATIONS = ['SUM', 'AVG', 'MIN', 'MAX', 'COUNT', 'P50', 'P95', 'P99'] as const;
/** One of them. */
export type Aggregation = (typeof AGGREGATIONS)[number];

/** Points of one metric under one set of label values. */
export interface MetricSeries {
  readonly name: string;
  readonly labels: Labels;
  readonly aggregation: Aggregation;
  /** By time; a bucket without samples has none. */
  readonly points: readonly MetricPoint[];
}

/** The samples of a bucket; `value` is what the aggregation says. */
export interface MetricPoint {
  readonly atMs: number;
  readonly value: number;
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly avg: number;
}

/** How samples are put together. */
export interface Grouping {
  /** Absent: one point for all. */
  readonly bucket?: TimeBucket;
  readonly labels: readonly string[];
  readonly aggregation: Aggregation;
  /** The time of the one point; absent: the first sample's. */
  readonly startMs?: number;
}

const MAX_POINTS = 20_000;
/** Percentiles keep every value until all are there: 40 MB at most. */
const MAX_VALUES = 5_000_000;
const QUANTILES: Readonly<Partial<Record<Aggregation, number>>> = { P50: 0.5, P95: 0.95, P99: 0.99 };

interface Bucket {
  readonly atMs: number;
  count: number;
  min: number;
  max: number;
  /** Neumaier's sum: what rounding lost is kept beside it, so that the error does not grow with the number of values. */
  sum: number;
  lost: number;
  /** All values, for quantiles alone. */
  readonly values: number[];
}

interface Group {
  readonly name: string;
  readonly labels: Labels;
  readonly buckets: Map<number, Bucket>;
}

/** Sums samples up while they are added, whatever their order. */
export interface Summary {
  add(sample: MetricSample): void;
  /** By name, then label values. */
  series(): readonly MetricSeries[];
}

/** More than 20,000 points are BAD_USER_INPUT: the range is too wide for the buckets. So are more than `maxValues` samples of a percentile. */
export function createSummary(grouping: Grouping, { maxValues = MAX_VALUES }: { maxValues?: number } = {}): Summary {
  const groups = new Map<string, Group>();
  const quantile = QUANTILES[grouping.aggregation];
  let points = 0;
  let kept = 0;

  function keepValue({ values }: Bucket, value: number): void {
    kept += 1;
    if (kept > maxValues) throw badInput('query', `a range of at most ${maxValues} samples for a percentile`);
    values.push(value);
  }

  function addBucket(group: Group, key: number, atMs: number): Bucket {
    points += 1;
    if (points > MAX_POINTS) throw badInput('query', `a range and groups of at most ${MAX_POINTS} points`);
    const made: Bucket = { atMs, count: 0, min: Infinity, max: -Infinity, sum: 0, lost: 0, values: [] };
    group.buckets.set(key, made);
    return made;
  }

  return {
    add({ name, value, atMs, labels }) {
      const own = Object.fromEntries(grouping.labels.map((label) => [label, labels[label] ?? '']));
      const groupKey = JSON.stringify([name, ...grouping.labels.map((label) => own[label])]);
      let group = groups.get(groupKey);
      if (group === undefined) {
        group = { name, labels: own, buckets: new Map() };
        groups.set(groupKey, group);
      }
      const start = grouping.bucket === undefined ? undefined : toBucketStart(atMs, grouping.bucket);
      const bucketKey = start ?? 0;
      const bucket = group.buckets.get(bucketKey) ?? addBucket(group, bucketKey, start ?? grouping.startMs ?? atMs);
      addValue(bucket, value);
      if (quantile !== undefined) keepValue(bucket, value);
    },
    series: () =>
      [...groups]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([, { name, labels, buckets }]) => ({
          name,
          labels,
          aggregation: grouping.aggregation,
          points: [...buckets.values()].toSorted((a, b) => a.atMs - b.atMs).map((bucket) => toPoint(bucket, grouping.aggregation)),
        })),
  };
}

function addValue(bucket: Bucket, value: number): void {
  const next = bucket.sum + value;
  bucket.lost += Math.abs(bucket.sum) >= Math.abs(value) ? bucket.sum - next + value : value - next + bucket.sum;
  bucket.sum = next;
  bucket.count += 1;
  bucket.min = Math.min(bucket.min, value);
  bucket.max = Math.max(bucket.max, value);
}

function toPoint(bucket: Bucket, aggregation: Aggregation): MetricPoint {
  const { atMs, count, min, max } = bucket;
  const sum = Number.isFinite(bucket.lost) ? bucket.sum + bucket.lost : bucket.sum;
  const all = { count, sum, min, max, avg: sum / count };
  return { atMs, ...all, value: valueOf(aggregation, bucket.values, all) };
}

function valueOf(aggregation: Aggregation, values: readonly number[], all: Omit<MetricPoint, 'atMs' | 'value'>): number {
  switch (aggregation) {
    case 'SUM':
      return all.sum;
    case 'AVG':
      return all.avg;
    case 'MIN':
      return all.min;
    case 'MAX':
      return all.max;
    case 'COUNT':
      return all.count;
    default:
      return quantileOf(values, QUANTILES[aggregation] ?? 0.5);
  }
}

/** Nearest rank: the least value that at least the share `quantile` of all values does not exceed. */
function quantileOf(values: readonly number[], quantile: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(quantile * sorted.length) - 1)] ?? Number.NaN;
}
