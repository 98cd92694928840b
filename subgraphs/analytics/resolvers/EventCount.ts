import type { EventCountResolvers } from '../generated/types.ts';

export const EventCount: EventCountResolvers = { timestamp: ({ atMs }) => (atMs === undefined ? null : new Date(atMs).toISOString()) };
