import type { MetricsRecordedResolvers } from '../generated/types.ts';

export const MetricsRecorded: MetricsRecordedResolvers = { recordedAt: ({ recordedAtMs }) => new Date(recordedAtMs).toISOString() };
