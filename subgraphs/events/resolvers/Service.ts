import { readEventFilter } from '../domain/event-filter.ts';
import { readHistory } from '../domain/history.ts';
import type { ServiceResolvers } from '../generated/types.ts';

export const Service: ServiceResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  events: ({ id }, { first, after, pattern }, { log, identity }) =>
    readHistory(log, identity, { filter: readEventFilter({ about: `service/${id}`, pattern }, ''), range: { first, after, order: 'NEWEST_FIRST' } }),
};
