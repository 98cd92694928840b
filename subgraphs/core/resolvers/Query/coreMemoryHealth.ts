import type { QueryResolvers } from '../../generated/types.ts';

export const coreMemoryHealth: NonNullable<QueryResolvers['coreMemoryHealth']> = (_parent, _args, { core }) => core?.memory.health() ?? null;
