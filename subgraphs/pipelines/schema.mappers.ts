/** What stands behind each type of the schema in this subgraph's resolvers. */
export type { Pipeline as PipelineMapper, Processor as PipelineProcessorMapper } from './domain/pipeline.ts';
export type { EventSource as EventSourceMapper, FileSource as FileSourceMapper, HttpSource as HttpSourceMapper } from './domain/pipeline.ts';
export type {
  FilterStep as FilterStepMapper,
  MapStep as MapStepMapper,
  ProcessorStep as ProcessorStepMapper,
  ValidateStep as ValidateStepMapper,
} from './domain/pipeline.ts';
export type {
  GraphSink as GraphSinkMapper,
  RecordsSink as RecordsSinkMapper,
  TopicSink as TopicSinkMapper,
  VectorsSink as VectorsSinkMapper,
} from './domain/pipeline.ts';
export type { PipelineStats as PipelineStatsMapper, StoredRow as PipelineRecordMapper } from './domain/pipeline-store.ts';
export type { Run as PipelineRunMapper } from './domain/run.ts';
export type { RunProgress as PipelineRunProgressMapper } from './domain/run-events.ts';
export type { Done as CommandDoneMapper } from './domain/pipeline-commands.ts';
export type { Receipt as CommandReceiptMapper } from '../../platform/records/commands.ts';
export type { Durability as DurabilityMapper } from '../../platform/event-log/event-log.ts';

/** An entity of another subgraph, known here by its key. */
export interface ServiceMapper {
  readonly id: string;
}
