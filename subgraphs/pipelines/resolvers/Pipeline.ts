import type { PipelineResolvers } from '../generated/types.ts';
import { measureQueue } from '../domain/queue.ts';
import { NO_COUNTS } from '../domain/run.ts';
import { readPage } from './page.ts';

const NO_STATS = { runs: 0, completed: 0, failed: 0, interrupted: 0, counts: NO_COUNTS };

export const Pipeline: PipelineResolvers = {
  __resolveReference: async ({ id }, { loaders }) => (await loaders.pipeline.load(id)) ?? null,
  status: async ({ id, paused }, _args, { loaders }) => {
    if (paused) return 'PAUSED';
    return (await loaders.lastRun.load(id))?.state === 'RUNNING' ? 'RUNNING' : 'IDLE';
  },
  queue: async (pipeline, _args, { loaders, identity, log, clock }) =>
    measureQueue(identity, pipeline, { run: await loaders.lastRun.load(pipeline.id), log, clock }),
  stats: async ({ id }, _args, { loaders }) => (await loaders.stats.load(id)) ?? NO_STATS,
  lastRun: async ({ id }, _args, { loaders }) => (await loaders.lastRun.load(id)) ?? null,
  runs: ({ id: pipelineId }, args, { store, identity }) =>
    readPage(args, { max: 100, read: (slice) => store.listRuns(identity, pipelineId, slice), keyOf: ({ startedAtMs, id }) => [startedAtMs, id] }),
  createdAt: ({ createdAtMs }) => new Date(createdAtMs).toISOString(),
  updatedAt: ({ updatedAtMs }) => new Date(updatedAtMs).toISOString(),
};
