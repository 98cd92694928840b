import type { DeliveryTotalsResolvers } from '../generated/types.ts';

export const DeliveryTotals: DeliveryTotalsResolvers = {
  taken: ({ totals }) => totals.enqueued,
  acknowledged: ({ totals }) => totals.acknowledged,
  redelivered: ({ totals }) => totals.redelivered,
};
