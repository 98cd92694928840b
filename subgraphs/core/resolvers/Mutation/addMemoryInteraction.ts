import { requireCore } from '../../context.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const addMemoryInteraction: NonNullable<MutationResolvers['addMemoryInteraction']> = async (_parent, { input }, context) => {
  const payload = await requireCore(context).memory.addInteraction(context.identity, input);
  context.recordReceipt(payload.receipt);
  return payload;
};
