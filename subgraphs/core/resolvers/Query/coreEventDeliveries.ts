import type { QueryResolvers } from '../../generated/types.ts';

export const coreEventDeliveries: NonNullable<QueryResolvers['coreEventDeliveries']> = (_parent, { state, first }, { core, identity }) =>
  core?.deliveries.list(identity, { first, ...(state == null ? {} : { state }) }) ?? [];
