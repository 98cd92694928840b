import type { PipelineStepResolvers } from '../generated/types.ts';

const TYPES = { map: 'PipelineMapStep', filter: 'PipelineFilterStep', validate: 'PipelineValidateStep', processor: 'PipelineProcessorStep' } as const;

export const PipelineStep: PipelineStepResolvers = { __resolveType: ({ kind }) => TYPES[kind] };
