import { requireCore } from '../../context.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const startCoreAgent: NonNullable<MutationResolvers['startCoreAgent']> = async (_parent, { id }, context) => {
  const payload = await requireCore(context).agents.act(context.identity, id, 'start');
  context.recordReceipt(payload.receipt);
  return payload;
};
