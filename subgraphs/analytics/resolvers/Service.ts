import type { ServiceResolvers } from '../generated/types.ts';
import { toSeconds } from '../domain/event-counts.ts';
import { summariseService } from '../domain/metric-reads.ts';
import { readTimeRange } from '../domain/time-range.ts';

export const Service: ServiceResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  metrics: ({ id }, args, { metrics, identity, signal }) => summariseService(identity, id, { ...args, store: metrics, signal }),
  eventCount: ({ id }, range, { loaders }) => loaders.subjectCount.load({ subject: `service/${id}`, range: toSeconds(readTimeRange(range)) }),
};
