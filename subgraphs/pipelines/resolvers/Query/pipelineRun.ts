import type { QueryResolvers } from '../../generated/types.ts';

export const pipelineRun: NonNullable<QueryResolvers['pipelineRun']> = async (_root, { id }, { loaders }) => (await loaders.run.load(id)) ?? null;
