/** What stands behind each type of the schema in this subgraph's resolvers. */
export type { MetricPoint as MetricPointMapper, MetricSeries as MetricSeriesMapper } from './domain/summarise.ts';
export type { MetricSample as MetricSampleMapper } from './domain/metric.ts';
export type { RecordedSamples as MetricsRecordedMapper } from './domain/record-metrics.ts';
export type { EventCount as EventCountMapper } from './domain/event-counts.ts';
export type { Receipt as CommandReceiptMapper } from '../../platform/records/commands.ts';
export type { Durability as DurabilityMapper } from '../../platform/event-log/event-log.ts';

/** An entity of another subgraph, known here by its key. */
export interface ServiceMapper {
  readonly id: string;
}
