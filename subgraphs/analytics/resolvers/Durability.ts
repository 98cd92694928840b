import type { DurabilityResolvers } from '../generated/types.ts';

const LEVELS = { written: 'WRITTEN', fsynced: 'FSYNCED' } as const;

export const Durability: DurabilityResolvers = { level: ({ level }) => LEVELS[level] };
