import { followLog } from '../../../../platform/subgraph/follow-log.ts';
import { toSubscription } from '../../../../platform/subgraph/stream-item.ts';
import { readProjectionTold, toProgressFilter } from '../../domain/projections/projection-events.ts';
import type { SubscriptionResolvers } from '../../generated/types.ts';

export const projectionProgressed: NonNullable<SubscriptionResolvers['projectionProgressed']> = {
  subscribe: (_parent, { id }, context) =>
    toSubscription(
      followLog(context.log, context, {
        filter: toProgressFilter(id ?? undefined),
        toRoot: (event) => {
          const told = readProjectionTold(event);
          return told === undefined ? undefined : { projectionProgressed: told };
        },
      }),
    ),
};
