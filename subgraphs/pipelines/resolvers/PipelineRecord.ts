import type { PipelineRecordResolvers } from '../generated/types.ts';

export const PipelineRecord: PipelineRecordResolvers = { writtenAt: ({ writtenAtMs }) => new Date(writtenAtMs).toISOString() };
