import { listSubscriptions } from '../../domain/subscriptions.ts';
import type { QueryResolvers } from '../../generated/types.ts';

export const runningSubscriptions: NonNullable<QueryResolvers['runningSubscriptions']> = (_root, { filter, first, after }, { desk, identity }) => {
  const { principal, field, minLagEvents } = filter ?? {};
  const wanted = { principal: principal ?? undefined, field: field ?? undefined, minLagEvents: minLagEvents ?? undefined };
  return listSubscriptions(identity, { filter: wanted, first, after: after ?? undefined }, desk);
};
