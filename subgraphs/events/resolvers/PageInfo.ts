import type { PageInfoResolvers } from '../generated/types.ts';

export const PageInfo: PageInfoResolvers = {
  hasNextPage: (page) => page.hasNextPage(),
  hasPreviousPage: (page) => page.hasPreviousPage(),
  startCursor: ({ events }) => events.at(0)?.position ?? null,
  endCursor: ({ events }) => events.at(-1)?.position ?? null,
};
