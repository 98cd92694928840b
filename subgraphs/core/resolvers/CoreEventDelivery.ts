import type { CoreEventDeliveryResolvers } from '../generated/types.ts';

export const CoreEventDelivery: CoreEventDeliveryResolvers = {
  acceptedAt: ({ acceptedAtMs }) => new Date(acceptedAtMs).toISOString(),
  settledAt: ({ settledAtMs }) => (settledAtMs === null ? null : new Date(settledAtMs).toISOString()),
};
