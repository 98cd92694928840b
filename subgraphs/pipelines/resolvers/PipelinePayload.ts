import type { PipelinePayloadResolvers } from '../generated/types.ts';

export const PipelinePayload: PipelinePayloadResolvers = {
  pipeline: async ({ id }, _args, { loaders }) => (await loaders.pipeline.load(id)) ?? null,
};
