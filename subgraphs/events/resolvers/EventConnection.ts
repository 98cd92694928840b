import type { EventConnectionResolvers } from '../generated/types.ts';

export const EventConnection: EventConnectionResolvers = {
  edges: ({ events }) => events.map((event) => ({ cursor: event.position, node: event })),
  nodes: ({ events }) => events,
  pageInfo: (page) => page,
};
