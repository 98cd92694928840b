import type { HealthProbeResolvers } from '../generated/types.ts';

export const HealthProbe: HealthProbeResolvers = {
  at: ({ at }) => new Date(at).toISOString(),
};
