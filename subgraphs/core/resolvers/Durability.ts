import type { DurabilityResolvers } from '../generated/types.ts';

export const Durability: DurabilityResolvers = {
  level: ({ level }) => (level === 'fsynced' ? 'FSYNCED' : 'WRITTEN'),
};
