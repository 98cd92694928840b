import type { QueryResolvers } from '../../generated/types.ts';
import { summariseMetrics } from '../../domain/metric-reads.ts';

export const metrics: NonNullable<QueryResolvers['metrics']> = (_root, { query }, context) =>
  summariseMetrics(context.identity, query, { store: context.metrics, signal: context.signal });
