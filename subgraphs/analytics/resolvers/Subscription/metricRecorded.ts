import { followLog } from '../../../../platform/subgraph/follow-log.ts';
import { toSubscription } from '../../../../platform/subgraph/stream-item.ts';
import type { SubscriptionResolvers } from '../../generated/types.ts';
import { readSamplesToFollow, type RecordedSamples } from '../../domain/record-metrics.ts';

export const metricRecorded: NonNullable<SubscriptionResolvers['metricRecorded']> = {
  subscribe: (_root, wanted, context) => toSubscription(followLog(context.log, context, readSamplesToFollow(wanted))),
  resolve: (recorded: RecordedSamples) => recorded,
};
