import type { ServiceResolvers } from '../generated/types.ts';

export const Service: ServiceResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  coreRegistration: async ({ id }, _args, { loaders }) => (await loaders?.registration.load(id)) ?? null,
};
