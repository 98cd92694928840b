import type { PipelineProcessorResolvers } from '../generated/types.ts';

export const PipelineProcessor: PipelineProcessorResolvers = { updatedAt: ({ updatedAtMs }) => new Date(updatedAtMs).toISOString() };
