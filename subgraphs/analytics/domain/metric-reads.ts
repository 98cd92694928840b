import { badInput } from '../../../platform/errors/coded-error.ts';
import type { JsonObject } from '../../../platform/json/json-value.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import { readLabelName, readLabels, readMetricName } from './metric.ts';
import type { MetricStore, SampleFilter } from './metric-store.ts';
import { createSummary, type Aggregation, type Grouping, type MetricSeries } from './summarise.ts';
import type { TimeBucket } from './time-bucket.ts';
import { readTimeRange, type TimeRange } from './time-range.ts';

/** What a caller asks of metrics. */
export interface MetricQueryDraft {
  readonly names: readonly string[];
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
  readonly groupBy?: TimeBucket | null | undefined;
  readonly groupByLabels: readonly string[];
  readonly aggregation: Aggregation;
  readonly labels?: JsonObject | null | undefined;
}

/** What is summed up, and until when. */
export interface SummaryPorts {
  readonly store: MetricStore;
  /** Ends a summary that nobody waits for. */
  readonly signal: AbortSignal;
}

const MAX_NAMES = 50;
const MAX_GROUP_LABELS = 8;

/** Reads what `metricSamples` is asked for. */
export function readSampleFilter(draft: {
  readonly name: string;
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
  readonly labels?: JsonObject | null | undefined;
}): SampleFilter {
  return { names: [readMetricName(draft.name, 'filter.name')], range: readTimeRange(draft, 'filter.'), labels: readLabels(draft.labels, 'filter.labels') };
}

/** Sums metrics up; each sample of the half-open range is counted once. */
export async function summariseMetrics(scope: Scope, draft: MetricQueryDraft, ports: SummaryPorts): Promise<readonly MetricSeries[]> {
  const names = [...new Set(draft.names)];
  if (names.length === 0 || names.length > MAX_NAMES) throw badInput('query.names', `1 to ${MAX_NAMES} names`, names.length);
  names.forEach((name, index) => readMetricName(name, `query.names[${index}]`));
  const groupLabels = [...new Set(draft.groupByLabels)];
  if (groupLabels.length > MAX_GROUP_LABELS) throw badInput('query.groupByLabels', `at most ${MAX_GROUP_LABELS} labels`, groupLabels.length);
  groupLabels.forEach((label, index) => readLabelName(label, `query.groupByLabels[${index}]`));
  const range = readTimeRange(draft, 'query.');
  return summarise(scope, { names, range, labels: readLabels(draft.labels, 'query.labels') }, { ...ports, grouping: toGrouping(draft, groupLabels, range) });
}

/** The metrics that carry the label `service`, one series a name. */
export async function summariseService(
  scope: Scope,
  serviceId: string,
  options: {
    name?: string | null | undefined;
    from?: string | null | undefined;
    to?: string | null | undefined;
    groupBy?: TimeBucket | null | undefined;
    aggregation: Aggregation;
  } & SummaryPorts,
): Promise<readonly MetricSeries[]> {
  const { name, store, signal } = options;
  const range = readTimeRange(options);
  const names = typeof name === 'string' ? [readMetricName(name, 'name')] : await store.namesWithLabel(scope, { name: 'service', value: serviceId });
  if (names.length === 0) return [];
  return summarise(scope, { names, range, labels: { service: serviceId } }, { store, signal, grouping: toGrouping(options, [], range) });
}

function toGrouping(draft: { groupBy?: TimeBucket | null | undefined; aggregation: Aggregation }, labels: readonly string[], range: TimeRange): Grouping {
  return {
    labels,
    aggregation: draft.aggregation,
    ...(typeof draft.groupBy === 'string' ? { bucket: draft.groupBy } : {}),
    ...(range.fromMs === undefined ? {} : { startMs: range.fromMs }),
  };
}

async function summarise(
  scope: Scope,
  filter: SampleFilter,
  { store, signal, grouping }: SummaryPorts & { grouping: Grouping },
): Promise<readonly MetricSeries[]> {
  const summary = createSummary(grouping);
  for await (const page of store.scan(scope, filter, signal)) {
    for (const sample of page) summary.add(sample);
  }
  return summary.series();
}
