import type { QueryResolvers } from '../../generated/types.ts';

export const pipeline: NonNullable<QueryResolvers['pipeline']> = async (_root, { id }, { loaders }) => (await loaders.pipeline.load(id)) ?? null;
