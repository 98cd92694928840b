import type { MetricSampleResolvers } from '../generated/types.ts';

export const MetricSample: MetricSampleResolvers = { timestamp: ({ atMs }) => new Date(atMs).toISOString() };
