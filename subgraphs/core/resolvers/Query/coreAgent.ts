import type { QueryResolvers } from '../../generated/types.ts';

export const coreAgent: NonNullable<QueryResolvers['coreAgent']> = async (_parent, { id }, { loaders }) => (await loaders?.agent.load(id)) ?? null;
