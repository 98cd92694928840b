import type { PipelineRunProgressResolvers } from '../generated/types.ts';

export const PipelineRunProgress: PipelineRunProgressResolvers = {
  run: async ({ runId }, _args, { loaders }) => (await loaders.run.load(runId)) ?? null,
};
