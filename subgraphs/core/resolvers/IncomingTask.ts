import type { IncomingTaskResolvers } from '../generated/types.ts';

export const IncomingTask: IncomingTaskResolvers = {
  createdAt: ({ createdAtMs }) => new Date(createdAtMs).toISOString(),
  settledAt: ({ settledAtMs }) => (settledAtMs === null ? null : new Date(settledAtMs).toISOString()),
};
