import { requireCore } from '../../context.ts';
import type { MutationResolvers } from '../../generated/types.ts';
import { given } from '../given.ts';

export const settleIncomingTask: NonNullable<MutationResolvers['settleIncomingTask']> = async (_parent, { input }, context) => {
  const outcome = { id: input.id, ...given({ result: input.result, error: input.error }) };
  const payload = await requireCore(context).incoming.settle(context.identity, outcome);
  context.recordReceipt(payload.receipt);
  return payload;
};
