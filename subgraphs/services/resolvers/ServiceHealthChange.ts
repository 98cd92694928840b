import type { ServiceHealthChangeResolvers } from '../generated/types.ts';

export const ServiceHealthChange: ServiceHealthChangeResolvers = {
  service: async ({ serviceId }, _args, { loaders }) => (await loaders.service.load(serviceId)) ?? null,
  changedAt: ({ changedAt }) => new Date(changedAt).toISOString(),
};
