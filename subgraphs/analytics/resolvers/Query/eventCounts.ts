import type { QueryResolvers } from '../../generated/types.ts';
import { countEvents } from '../../domain/event-counts.ts';

export const eventCounts: NonNullable<QueryResolvers['eventCounts']> = (_root, query, { counts, identity }) => countEvents(identity, query, counts);
