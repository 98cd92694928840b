import type { PipelineSinkResolvers } from '../generated/types.ts';

const TYPES = { records: 'PipelineRecordsSink', vectors: 'PipelineVectorsSink', graph: 'PipelineGraphSink', topic: 'PipelineTopicSink' } as const;

export const PipelineSink: PipelineSinkResolvers = { __resolveType: ({ kind }) => TYPES[kind] };
