import type { RoutingFaultResolvers, RoutingRuleResolvers, RoutingTargetResolvers } from '../generated/types.ts';

export const RoutingRule: RoutingRuleResolvers = {
  createdAt: ({ createdAtMs }) => new Date(createdAtMs).toISOString(),
  updatedAt: ({ updatedAtMs }) => new Date(updatedAtMs).toISOString(),
};

export const RoutingTarget: RoutingTargetResolvers = {
  topic: (target) => (target.kind === 'topic' ? target.type : null),
  queue: (target) => (target.kind === 'queue' ? target : null),
  pipeline: (target) => (target.kind === 'pipeline' ? target.id : null),
  webhook: (target) => (target.kind === 'webhook' ? target : null),
};

export const RoutingFault: RoutingFaultResolvers = {
  at: ({ atMs }) => new Date(atMs).toISOString(),
};
