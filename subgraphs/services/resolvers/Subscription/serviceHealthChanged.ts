import { followLog } from '../../../../platform/subgraph/follow-log.ts';
import { toSubscription } from '../../../../platform/subgraph/stream-item.ts';
import { readHealthChange, toHealthChangeFilter } from '../../domain/service-events.ts';
import type { SubscriptionResolvers } from '../../generated/types.ts';

export const serviceHealthChanged: NonNullable<SubscriptionResolvers['serviceHealthChanged']> = {
  subscribe: (_parent, { serviceId }, context) =>
    toSubscription(
      followLog(context.log, context, {
        filter: toHealthChangeFilter(serviceId ?? undefined),
        toRoot(event) {
          const change = readHealthChange(event);
          return change === undefined ? undefined : { serviceHealthChanged: change };
        },
      }),
    ),
};
