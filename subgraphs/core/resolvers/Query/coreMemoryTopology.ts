import type { QueryResolvers } from '../../generated/types.ts';

export const coreMemoryTopology: NonNullable<QueryResolvers['coreMemoryTopology']> = (_parent, _args, { core }) => core?.memory.topology() ?? null;
