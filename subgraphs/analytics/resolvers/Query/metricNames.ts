import { badInput } from '../../../../platform/errors/coded-error.ts';
import type { QueryResolvers } from '../../generated/types.ts';

export const metricNames: NonNullable<QueryResolvers['metricNames']> = (_root, { prefix, first }, { metrics, identity }) => {
  if (first < 1 || first > 1_000) throw badInput('first', '1 to 1000', first);
  return metrics.names(identity, { prefix, limit: first });
};
