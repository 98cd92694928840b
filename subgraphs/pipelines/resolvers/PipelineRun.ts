import type { PipelineRunResolvers } from '../generated/types.ts';
import { readPage } from './page.ts';

export const PipelineRun: PipelineRunResolvers = {
  status: ({ state }) => state,
  pipeline: async ({ pipelineId }, _args, { loaders }) => (await loaders.pipeline.load(pipelineId)) ?? null,
  rejected: ({ id }, args, { store, identity }) =>
    readPage(args, { max: 1_000, read: (slice) => store.listRejected(identity, id, slice), keyOf: ({ index }) => [index] }),
  startedAt: ({ startedAtMs }) => new Date(startedAtMs).toISOString(),
  finishedAt: ({ finishedAtMs }) => (finishedAtMs === undefined ? null : new Date(finishedAtMs).toISOString()),
  durationMs: ({ startedAtMs, finishedAtMs }) => (finishedAtMs === undefined ? null : finishedAtMs - startedAtMs),
};
