import type { MetricPointResolvers } from '../generated/types.ts';

export const MetricPoint: MetricPointResolvers = { timestamp: ({ atMs }) => new Date(atMs).toISOString() };
