import type { EventSchemaCheckResolvers } from '../generated/types.ts';

export const EventSchemaCheck: EventSchemaCheckResolvers = {
  compatible: ({ problems }) => problems.length === 0,
};
