import type { QueryResolvers } from '../../generated/types.ts';

export const coreCapabilities: NonNullable<QueryResolvers['coreCapabilities']> = (_parent, _args, { core }) => core?.network.capabilities() ?? null;
