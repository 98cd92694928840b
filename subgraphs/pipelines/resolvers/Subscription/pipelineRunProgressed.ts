import type { SubscriptionResolvers } from '../../generated/types.ts';
import { followLog } from '../../../../platform/subgraph/follow-log.ts';
import { toSubscription } from '../../../../platform/subgraph/stream-item.ts';
import { readRunsToFollow } from '../../domain/follow-runs.ts';
import type { RunProgress } from '../../domain/run-events.ts';

export const pipelineRunProgressed: NonNullable<SubscriptionResolvers['pipelineRunProgressed']> = {
  subscribe: async (_root, args, context) => {
    const { filter, toRoot } = await readRunsToFollow(context.identity, args, context.store);
    return toSubscription(followLog(context.log, context, { filter, toRoot }));
  },
  resolve: (progress: RunProgress) => progress,
};
