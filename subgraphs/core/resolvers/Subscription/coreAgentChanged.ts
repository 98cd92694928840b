import type { RecordedEvent } from '../../../../platform/event-log/event-log.ts';
import { followLog } from '../../../../platform/subgraph/follow-log.ts';
import { toSubscription } from '../../../../platform/subgraph/stream-item.ts';
import { AGENT_PATTERN, readAgentEvent, toAgentSubject } from '../../domain/agent-events.ts';
import type { SubscriptionResolvers } from '../../generated/types.ts';

export const coreAgentChanged: NonNullable<SubscriptionResolvers['coreAgentChanged']> = {
  subscribe: (_parent, { id }, context) => {
    const filter = { pattern: AGENT_PATTERN, ...(typeof id === 'string' ? { subject: toAgentSubject(id) } : {}) };
    const toRoot = (event: RecordedEvent) => {
      const change = readAgentEvent(event);
      return change === undefined ? undefined : { coreAgentChanged: change };
    };
    return toSubscription(followLog(context.log, context, { filter, toRoot }));
  },
};
