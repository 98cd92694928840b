import type { EventBusSpoolResolvers } from '../generated/types.ts';

export const EventBusSpool: EventBusSpoolResolvers = {
  oldestAt: ({ oldestAt }) => (oldestAt === undefined ? null : new Date(oldestAt).toISOString()),
};
