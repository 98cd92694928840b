import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../../test/conformance/differential/random.ts';
import type { MetricSample } from './metric.ts';
import { AGGREGATIONS, createSummary, type Aggregation, type Grouping, type MetricSeries } from './summarise.ts';
import { TIME_BUCKETS, toBucketStart, type TimeBucket } from './time-bucket.ts';

function summarise(samples: readonly MetricSample[], grouping: Grouping): readonly MetricSeries[] {
  const summary = createSummary(grouping);
  for (const sample of samples) summary.add(sample);
  return summary.series();
}

/** What an aggregation means, said another way: by counting, not by rank. */
function reference(values: readonly number[], aggregation: Aggregation): number {
  const sum = values.reduce((total, value) => total + value, 0);
  const quantile = (share: number) => Math.min(...values.filter((value) => values.filter((other) => other <= value).length >= share * values.length));
  const meanings = { SUM: sum, AVG: sum / values.length, MIN: Math.min(...values), MAX: Math.max(...values), COUNT: values.length };
  if (aggregation === 'P50') return quantile(0.5);
  if (aggregation === 'P95') return quantile(0.95);
  if (aggregation === 'P99') return quantile(0.99);
  return meanings[aggregation];
}

describe('summing metrics up', () => {
  const { next: random } = createRandom(7);
  const start = Date.UTC(2026, 0, 30, 22);
  const samples: readonly MetricSample[] = Array.from({ length: 600 }, () => ({
    name: random() < 0.5 ? 'a' : 'b',
    value: Math.round(random() * 1_000) / 8,
    atMs: start + Math.floor(random() * 5 * 86_400_000),
    labels: { ...(random() < 0.8 ? { host: `h${Math.floor(random() * 3)}` } : {}), zone: random() < 0.5 ? 'x' : 'y' },
  }));

  it.each(AGGREGATIONS.flatMap((aggregation) => [undefined, ...TIME_BUCKETS].map((bucket) => ({ aggregation, bucket }))))(
    'A05, A10, A11 and A19 agree with a reference for $aggregation by $bucket and two labels',
    ({ aggregation, bucket }) => {
      const found = summarise(samples, { aggregation, labels: ['zone', 'host'], ...(bucket === undefined ? {} : { bucket }) });
      const expected = new Map<string, number[]>();
      for (const { name, labels, atMs, value } of samples) {
        const key = JSON.stringify([name, labels['zone'] ?? '', labels['host'] ?? '', bucket === undefined ? 0 : toBucketStart(atMs, bucket)]);
        expected.set(key, [...(expected.get(key) ?? []), value]);
      }
      let points = 0;
      for (const { name, labels, points: own } of found) {
        for (const point of own) {
          points += 1;
          const values = expected.get(JSON.stringify([name, labels['zone'], labels['host'], bucket === undefined ? 0 : point.atMs])) ?? [];
          expect(point.value).toBeCloseTo(reference(values, aggregation), 9);
          expect(point.count).toBe(values.length);
        }
        expect(own.map(({ atMs }) => atMs)).toEqual(own.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
      }
      expect(points).toBe(expected.size);
    },
  );

  it.each<[TimeBucket, string, string]>([
    ['MINUTE', '2026-03-01T10:15:59.999Z', '2026-03-01T10:15:00.000Z'],
    ['HOUR', '2026-03-01T10:59:59.999Z', '2026-03-01T10:00:00.000Z'],
    ['DAY', '2026-03-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
    ['WEEK', '2026-03-01T23:00:00.000Z', '2026-02-23T00:00:00.000Z'],
    ['WEEK', '2026-03-02T00:00:00.000Z', '2026-03-02T00:00:00.000Z'],
    ['MONTH', '2026-02-28T23:59:59.999Z', '2026-02-01T00:00:00.000Z'],
  ])('begins the %s of %s at %s', (bucket, at, expected) => {
    expect(new Date(toBucketStart(Date.parse(at), bucket)).toISOString()).toBe(expected);
  });

  it('A05 equals figures computed by hand', () => {
    const at = (minute: number) => Date.UTC(2026, 0, 1, 0, minute);
    const hand = [10, 20, 30, 40].map((value, index) => ({ name: 'm', value, atMs: at(index < 3 ? 0 : 1), labels: {} }));
    const [series] = summarise(hand, { aggregation: 'P50', bucket: 'MINUTE', labels: [] });
    expect(series?.points).toEqual([
      { atMs: at(0), value: 20, count: 3, sum: 60, min: 10, max: 30, avg: 20 },
      { atMs: at(1), value: 40, count: 1, sum: 40, min: 40, max: 40, avg: 40 },
    ]);
  });

  it('sums without losing small values beside large ones', () => {
    const values = [1e16, 1, -1e16, 1];
    const [series] = summarise(
      values.map((value) => ({ name: 'm', value, atMs: 0, labels: {} })),
      { aggregation: 'SUM', labels: [] },
    );
    expect(series?.points[0]?.value).toBe(2);
  });

  it('refuses more points than an answer may hold', () => {
    const summary = createSummary({ aggregation: 'SUM', bucket: 'MINUTE', labels: [] });
    const add = () => {
      for (let minute = 0; minute <= 20_000; minute += 1) summary.add({ name: 'm', value: 1, atMs: minute * 60_000, labels: {} });
    };
    expect(add).toThrow(/20000 points/);
  });

  it('keeps no more values for percentiles than it may, and none for anything else', () => {
    const many = Array.from({ length: 4 }, (_, value): MetricSample => ({ name: 'a', value, atMs: start, labels: {} }));
    const fill = (aggregation: Aggregation) => {
      const summary = createSummary({ aggregation, labels: [] }, { maxValues: 3 });
      for (const sample of many) summary.add(sample);
      return summary.series()[0]?.points[0]?.value;
    };
    expect(() => fill('P95')).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
    expect(fill('MAX')).toBe(3);
  });
});
