import type { CoreAgentChangeResolvers } from '../generated/types.ts';

export const CoreAgentChange: CoreAgentChangeResolvers = {
  agentId: ({ agent }) => agent.id,
  observedAt: ({ observedAtMs }) => new Date(observedAtMs).toISOString(),
};
