import type { ServiceResolvers } from '../generated/types.ts';

export const Service: ServiceResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  pipelines: ({ id }, _args, { loaders }) => loaders.readers.load(id),
};
