import type { ServiceResolvers } from '../generated/types.ts';

export const Service: ServiceResolvers = {
  __resolveReference: async ({ id }, { loaders }) => (await loaders.service.load(id)) ?? null,
  status: ({ health }) => health.status,
  registeredAt: ({ registeredAt }) => new Date(registeredAt).toISOString(),
};
