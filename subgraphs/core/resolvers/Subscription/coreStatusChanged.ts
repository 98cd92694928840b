import type { RecordedEvent } from '../../../../platform/event-log/event-log.ts';
import { followLog } from '../../../../platform/subgraph/follow-log.ts';
import { toSubscription } from '../../../../platform/subgraph/stream-item.ts';
import { CONNECTION_CHANGED, readConnectionEvent } from '../../domain/connection-desk.ts';
import type { SubscriptionResolvers } from '../../generated/types.ts';

export const coreStatusChanged: NonNullable<SubscriptionResolvers['coreStatusChanged']> = {
  subscribe: (_parent, _args, context) => {
    const toRoot = (event: RecordedEvent) => {
      const status = readConnectionEvent(event);
      return status === undefined ? undefined : { coreStatusChanged: status };
    };
    return toSubscription(followLog(context.log, context, { filter: { types: [CONNECTION_CHANGED] }, toRoot }));
  },
};
