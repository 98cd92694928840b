import type { PipelineSourceResolvers } from '../generated/types.ts';

const TYPES = { event: 'PipelineEventSource', http: 'PipelineHttpSource', file: 'PipelineFileSource' } as const;

export const PipelineSource: PipelineSourceResolvers = { __resolveType: ({ kind }) => TYPES[kind] };
