import type { QueryResolvers } from '../../generated/types.ts';

export const event: NonNullable<QueryResolvers['event']> = async (_parent, { source, id }, { loaders }) => (await loaders.event.load({ source, id })) ?? null;
