import { requireCore } from '../../context.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const deleteCoreAgent: NonNullable<MutationResolvers['deleteCoreAgent']> = async (_parent, { id }, context) => {
  const payload = await requireCore(context).agents.remove(context.identity, id);
  context.recordReceipt(payload.receipt);
  return payload;
};
