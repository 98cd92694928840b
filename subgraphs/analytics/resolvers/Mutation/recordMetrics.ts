import type { MutationResolvers } from '../../generated/types.ts';
import * as domain from '../../domain/record-metrics.ts';

export const recordMetrics: NonNullable<MutationResolvers['recordMetrics']> = async (_root, { inputs, commandId }, context) => {
  const { metrics, clock, identity } = context;
  const done = await domain.recordMetrics(identity, inputs, { store: metrics, clock, commandId: commandId ?? undefined });
  context.recordReceipt(done.receipt);
  return done;
};
