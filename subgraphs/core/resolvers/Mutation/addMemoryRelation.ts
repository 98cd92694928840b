import { requireCore } from '../../context.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const addMemoryRelation: NonNullable<MutationResolvers['addMemoryRelation']> = async (_parent, { input }, context) => {
  const payload = await requireCore(context).memory.addRelation(context.identity, input);
  context.recordReceipt(payload.receipt);
  return payload;
};
