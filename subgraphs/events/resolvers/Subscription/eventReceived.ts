import { followLog } from '../../../../platform/subgraph/follow-log.ts';
import { toSubscription } from '../../../../platform/subgraph/stream-item.ts';
import { readEventFilter } from '../../domain/event-filter.ts';
import type { SubscriptionResolvers } from '../../generated/types.ts';

export const eventReceived: NonNullable<SubscriptionResolvers['eventReceived']> = {
  subscribe: (_parent, { pattern, filter }, context) => {
    const wanted = { ...readEventFilter(filter ?? {}, 'filter'), ...readEventFilter({ pattern }, '') };
    return toSubscription(followLog(context.log, context, { filter: wanted, toRoot: (event) => ({ eventReceived: event }) }));
  },
};
