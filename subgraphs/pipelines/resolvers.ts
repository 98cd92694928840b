import { dateTimeScalar } from '../../platform/subgraph/scalars/date-time.ts';
import { jsonObjectScalar, jsonScalar } from '../../platform/subgraph/scalars/json.ts';
import { positionScalar } from '../../platform/subgraph/scalars/position.ts';
import type { Resolvers } from './generated/types.ts';
import { definePipeline } from './resolvers/Mutation/definePipeline.ts';
import { deletePipeline } from './resolvers/Mutation/deletePipeline.ts';
import { pausePipeline } from './resolvers/Mutation/pausePipeline.ts';
import { registerPipelineProcessor } from './resolvers/Mutation/registerPipelineProcessor.ts';
import { resumePipeline } from './resolvers/Mutation/resumePipeline.ts';
import { runPipeline } from './resolvers/Mutation/runPipeline.ts';
import { graphNeighbourhood } from './resolvers/Query/graphNeighbourhood.ts';
import { pipeline } from './resolvers/Query/pipeline.ts';
import { pipelineProcessors } from './resolvers/Query/pipelineProcessors.ts';
import { pipelineRecords } from './resolvers/Query/pipelineRecords.ts';
import { pipelineRun } from './resolvers/Query/pipelineRun.ts';
import { pipelines } from './resolvers/Query/pipelines.ts';
import { searchVectors } from './resolvers/Query/searchVectors.ts';
import { pipelineRunProgressed } from './resolvers/Subscription/pipelineRunProgressed.ts';
import { Durability } from './resolvers/Durability.ts';
import { Pipeline } from './resolvers/Pipeline.ts';
import { PipelinePayload } from './resolvers/PipelinePayload.ts';
import { PipelineProcessor } from './resolvers/PipelineProcessor.ts';
import { PipelineRecord } from './resolvers/PipelineRecord.ts';
import { PipelineRun } from './resolvers/PipelineRun.ts';
import { PipelineRunPayload } from './resolvers/PipelineRunPayload.ts';
import { PipelineRunProgress } from './resolvers/PipelineRunProgress.ts';
import { PipelineSink } from './resolvers/PipelineSink.ts';
import { PipelineSource } from './resolvers/PipelineSource.ts';
import { PipelineStats } from './resolvers/PipelineStats.ts';
import { PipelineStep } from './resolvers/PipelineStep.ts';
import { Service } from './resolvers/Service.ts';

/** Every resolver, by its place in the schema. */
export const resolvers: Resolvers = {
  Query: { graphNeighbourhood, pipeline, pipelineProcessors, pipelineRecords, pipelineRun, pipelines, searchVectors },
  Mutation: { definePipeline, deletePipeline, pausePipeline, registerPipelineProcessor, resumePipeline, runPipeline },
  Subscription: { pipelineRunProgressed },
  Durability,
  Pipeline,
  PipelinePayload,
  PipelineProcessor,
  PipelineRecord,
  PipelineRun,
  PipelineRunPayload,
  PipelineRunProgress,
  PipelineSink,
  PipelineSource,
  PipelineStats,
  PipelineStep,
  Service,
  DateTime: dateTimeScalar,
  JSON: jsonScalar,
  JSONObject: jsonObjectScalar,
  Position: positionScalar,
};
