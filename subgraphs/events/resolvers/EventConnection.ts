import type { EventConnectionResolvers } from '../generated/types.ts';

export const EventConnection: EventConnectionResolvers = {
  edges: ({ events }) => events.map((event) => ({ cursor: event.position, node: event })),
  nodes: ({ events }) => events,
  pageInfo: (page) => ({ ...page, startCursor: page.events.at(0)?.position ?? null, endCursor: page.events.at(-1)?.position ?? null }),
};
