import { lastProbeEnd, lastProbes } from '../domain/health.ts';
import type { ServiceHealthResolvers } from '../generated/types.ts';

export const ServiceHealth: ServiceHealthResolvers = {
  since: ({ since }) => new Date(since).toISOString(),
  checkedAt(health) {
    const endMs = lastProbeEnd(health);
    return endMs === undefined ? null : new Date(endMs).toISOString();
  },
  consecutiveFailures: ({ failures }) => failures,
  checks: (health, { last }) => lastProbes(health, last),
};
