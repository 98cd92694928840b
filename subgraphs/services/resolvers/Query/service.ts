import type { QueryResolvers } from '../../generated/types.ts';

export const service: NonNullable<QueryResolvers['service']> = async (_parent, { id }, { loaders }) => (await loaders.service.load(id)) ?? null;
