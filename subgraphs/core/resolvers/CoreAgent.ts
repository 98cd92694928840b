import type { CoreAgentResolvers } from '../generated/types.ts';
import { given } from './given.ts';

export const CoreAgent: CoreAgentResolvers = {
  __resolveReference: async ({ id }, { loaders }) => (await loaders?.agent.load(id)) ?? null,
  capabilities: async ({ id }, _args, { loaders }) => (await loaders?.agent.load(id))?.capabilities ?? [],
  userId: async ({ id }, _args, { loaders }) => (await loaders?.agent.load(id))?.userId ?? null,
  workflow: async ({ id }, _args, { loaders }) => (await loaders?.agent.load(id))?.workflow ?? null,
  deployment: async ({ id }, _args, { loaders }) => (await loaders?.agent.load(id))?.deployment ?? null,
  kagentDetails: async ({ id }, _args, { loaders }) => (await loaders?.agent.load(id))?.kagentDetails ?? null,
  logs: async ({ id }, { limit, since }, { core }) => (await core?.agents.logs(id, { limit, ...given({ since }) })) ?? [],
  metrics: async ({ id }, _args, { core }) => (await core?.agents.metrics(id)) ?? null,
};
