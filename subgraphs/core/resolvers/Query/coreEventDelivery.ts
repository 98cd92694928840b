import type { QueryResolvers } from '../../generated/types.ts';

export const coreEventDelivery: NonNullable<QueryResolvers['coreEventDelivery']> = async (_parent, { id }, { core, identity }) =>
  (await core?.deliveries.find(identity, id)) ?? null;
