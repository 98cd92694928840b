import { readReceipts } from '../../domain/deliveries/delivery-receipt.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const acknowledgeDeliveries: NonNullable<MutationResolvers['acknowledgeDeliveries']> = async (
  _root,
  { receipts, publish },
  { settling, publisher, identity },
) => {
  const events = await publisher.readDrafts(identity, publish ?? [], 'publish');
  const { outcomes, durability } = await settling.acknowledge(identity, readReceipts(receipts), events);
  return { outcomes, durability: durability ?? null };
};
