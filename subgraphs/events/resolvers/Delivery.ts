import { toReceipt } from '../domain/deliveries/delivery-receipt.ts';
import type { DeliveryResolvers } from '../generated/types.ts';
import { readDeliveredData, readDeliveredEvent } from './delivered.ts';

export const Delivery: DeliveryResolvers = {
  receipt: (delivery) => toReceipt(delivery),
  attempt: ({ attempts }) => attempts,
  visibleAt: ({ dueAtMs }) => new Date(dueAtMs).toISOString(),
  key: ({ key }) => key ?? null,
  data: (delivery, _args, { loaders }) => readDeliveredData(delivery, loaders),
  event: (delivery, _args, { loaders }) => readDeliveredEvent(delivery, loaders),
  enqueuedAt: ({ createdAtMs }) => new Date(createdAtMs).toISOString(),
};
