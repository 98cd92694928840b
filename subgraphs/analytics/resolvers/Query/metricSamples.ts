import { badInput } from '../../../../platform/errors/coded-error.ts';
import type { QueryResolvers } from '../../generated/types.ts';
import { readSampleFilter } from '../../domain/metric-reads.ts';
import { readCursor, toCursor } from '../page.ts';

export const metricSamples: NonNullable<QueryResolvers['metricSamples']> = async (_root, { filter, first, after }, { metrics, identity }) => {
  if (first < 1 || first > 1_000) throw badInput('first', '1 to 1000', first);
  const found = await metrics.list(identity, readSampleFilter(filter), {
    limit: first + 1,
    ...(typeof after === 'string' ? { after: readCursor(after) } : {}),
  });
  const edges = found.slice(0, first).map((node) => ({ cursor: toCursor(node), node }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: found.length > first,
      hasPreviousPage: typeof after === 'string',
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
};
