import { toSubscription } from '../../../../platform/subgraph/stream-item.ts';
import { readEventFilter } from '../../domain/event-filter.ts';
import { readLogPlace } from '../../domain/groups/log-place.ts';
import { readSpeed, travel } from '../../domain/time-travel.ts';
import type { SubscriptionResolvers } from '../../generated/types.ts';

export const eventTimeTravel: NonNullable<SubscriptionResolvers['eventTimeTravel']> = {
  subscribe: async (_parent, { from, until, speed, pattern, filter }, context) => {
    const { log, clock, identity } = context;
    const journey = {
      filter: { ...readEventFilter(filter ?? {}, 'filter'), ...readEventFilter({ pattern }, '') },
      after: await readLogPlace(log, identity, { place: from, field: 'from' }),
      sinceMs: typeof from.since === 'string' ? Date.parse(from.since) : undefined,
      untilMs: typeof until === 'string' ? Date.parse(until) : undefined,
      speed: readSpeed(speed),
    };
    return toSubscription(travel({ log, clock, context }, journey));
  },
};
