import { readReceipts } from '../../domain/deliveries/delivery-receipt.ts';
import { readVisibilityTimeout } from '../../domain/deliveries/read-claim.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const extendDeliveries: NonNullable<MutationResolvers['extendDeliveries']> = async (
  _root,
  { receipts, visibilityTimeoutMs },
  { settling, identity },
) => {
  const { outcomes, durability } = await settling.extend(identity, readReceipts(receipts), readVisibilityTimeout(visibilityTimeoutMs));
  return { outcomes, durability: durability ?? null };
};
