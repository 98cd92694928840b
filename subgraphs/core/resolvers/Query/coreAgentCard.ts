import type { QueryResolvers } from '../../generated/types.ts';

export const coreAgentCard: NonNullable<QueryResolvers['coreAgentCard']> = (_parent, { validate }, { core }) => core?.network.card({ validate }) ?? null;
