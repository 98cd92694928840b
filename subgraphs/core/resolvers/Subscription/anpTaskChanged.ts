import type { RecordedEvent } from '../../../../platform/event-log/event-log.ts';
import { followLog } from '../../../../platform/subgraph/follow-log.ts';
import { toSubscription } from '../../../../platform/subgraph/stream-item.ts';
import { readTaskEvent, TASK_CHANGED, toTaskSubject } from '../../domain/task-desk.ts';
import type { SubscriptionResolvers } from '../../generated/types.ts';

export const anpTaskChanged: NonNullable<SubscriptionResolvers['anpTaskChanged']> = {
  subscribe: (_parent, { id }, context) => {
    const filter = { types: [TASK_CHANGED], ...(typeof id === 'string' ? { subject: toTaskSubject(id) } : {}) };
    const toRoot = (event: RecordedEvent) => {
      const task = readTaskEvent(event);
      return task === undefined ? undefined : { anpTaskChanged: task };
    };
    return toSubscription(followLog(context.log, context, { filter, toRoot }));
  },
};
