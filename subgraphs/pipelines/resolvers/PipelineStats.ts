import type { PipelineStatsResolvers } from '../generated/types.ts';

export const PipelineStats: PipelineStatsResolvers = {
  lastRecordAt: ({ lastRecordAtMs }) => (lastRecordAtMs === undefined ? null : new Date(lastRecordAtMs).toISOString()),
};
