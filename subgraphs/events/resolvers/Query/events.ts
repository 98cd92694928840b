import { readEventFilter } from '../../domain/event-filter.ts';
import { readHistory } from '../../domain/history.ts';
import type { QueryResolvers } from '../../generated/types.ts';

export const events: NonNullable<QueryResolvers['events']> = (_parent, { filter, ...range }, { log, identity }) =>
  readHistory(log, identity, { filter: readEventFilter(filter ?? {}, 'filter'), range });
