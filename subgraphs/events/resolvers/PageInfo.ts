import type { PageInfoResolvers } from '../generated/types.ts';

export const PageInfo: PageInfoResolvers = {
  hasNextPage: (page) => page.hasNextPage(),
  hasPreviousPage: (page) => page.hasPreviousPage(),
};
