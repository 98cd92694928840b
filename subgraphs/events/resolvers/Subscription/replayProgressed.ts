import { followLog } from '../../../../platform/subgraph/follow-log.ts';
import { toSubscription } from '../../../../platform/subgraph/stream-item.ts';
import { readReplayTold, toReplayFilter } from '../../domain/replay-events.ts';
import type { SubscriptionResolvers } from '../../generated/types.ts';

export const replayProgressed: NonNullable<SubscriptionResolvers['replayProgressed']> = {
  subscribe: (_parent, { id }, context) =>
    toSubscription(
      followLog(context.log, context, {
        filter: toReplayFilter(id ?? undefined),
        toRoot: (event) => {
          const told = readReplayTold(event);
          return told === undefined ? undefined : { replayProgressed: told };
        },
      }),
    ),
};
