import { requireCore } from '../../context.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const stopCoreAgent: NonNullable<MutationResolvers['stopCoreAgent']> = async (_parent, { id }, context) => {
  const payload = await requireCore(context).agents.act(context.identity, id, 'stop');
  context.recordReceipt(payload.receipt);
  return payload;
};
