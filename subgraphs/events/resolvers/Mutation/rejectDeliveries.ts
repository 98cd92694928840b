import { readReceipts } from '../../domain/deliveries/delivery-receipt.ts';
import { readDelay, readDeliveryError } from '../../domain/deliveries/read-claim.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const rejectDeliveries: NonNullable<MutationResolvers['rejectDeliveries']> = async (_root, { receipts, delayMs, error }, { settling, identity }) => {
  const { outcomes, durability } = await settling.reject(identity, readReceipts(receipts), { delayMs: readDelay(delayMs), error: readDeliveryError(error) });
  return { outcomes, durability: durability ?? null };
};
