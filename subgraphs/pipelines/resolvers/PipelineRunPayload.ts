import type { PipelineRunPayloadResolvers } from '../generated/types.ts';

export const PipelineRunPayload: PipelineRunPayloadResolvers = {
  run: async ({ id }, _args, { loaders }) => (await loaders.run.load(id)) ?? null,
};
