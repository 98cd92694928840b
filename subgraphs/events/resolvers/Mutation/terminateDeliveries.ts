import { readReceipts } from '../../domain/deliveries/delivery-receipt.ts';
import { readDeliveryError } from '../../domain/deliveries/read-claim.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const terminateDeliveries: NonNullable<MutationResolvers['terminateDeliveries']> = async (_root, { receipts, error }, { settling, identity }) => {
  const { outcomes, durability } = await settling.terminate(identity, readReceipts(receipts), readDeliveryError(error));
  return { outcomes, durability: durability ?? null };
};
