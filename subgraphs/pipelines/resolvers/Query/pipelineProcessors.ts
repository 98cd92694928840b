import type { QueryResolvers } from '../../generated/types.ts';

export const pipelineProcessors: NonNullable<QueryResolvers['pipelineProcessors']> = (_root, _args, { store, identity }) => store.processors(identity);
