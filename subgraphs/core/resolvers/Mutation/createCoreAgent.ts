import { requireCore } from '../../context.ts';
import type { MutationResolvers } from '../../generated/types.ts';
import { given } from '../given.ts';

export const createCoreAgent: NonNullable<MutationResolvers['createCoreAgent']> = async (_parent, { input }, context) => {
  const { description, userId } = input;
  const payload = await requireCore(context).agents.create(context.identity, { description, ...given({ userId }) });
  context.recordReceipt(payload.receipt);
  return payload;
};
