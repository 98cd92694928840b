import { readBusStats } from '../../domain/bus-stats.ts';
import type { QueryResolvers } from '../../generated/types.ts';

export const eventBusStats: NonNullable<QueryResolvers['eventBusStats']> = (_parent, _args, { log, identity }) => readBusStats(log, identity);
