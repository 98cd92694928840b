import { requireCore } from '../../context.ts';
import type { MutationResolvers } from '../../generated/types.ts';
import { given } from '../given.ts';

export const updateCoreAgent: NonNullable<MutationResolvers['updateCoreAgent']> = async (_parent, { id, input }, context) => {
  const payload = await requireCore(context).agents.update(context.identity, id, given(input));
  context.recordReceipt(payload.receipt);
  return payload;
};
