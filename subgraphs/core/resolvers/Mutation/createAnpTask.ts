import { requireCore } from '../../context.ts';
import type { MutationResolvers } from '../../generated/types.ts';
import { given } from '../given.ts';

export const createAnpTask: NonNullable<MutationResolvers['createAnpTask']> = async (_parent, { input }, context) => {
  const payload = await requireCore(context).tasks.create(context.identity, { input: input.input, ...given({ tools: input.tools, agentId: input.agentId }) });
  context.recordReceipt(payload.receipt);
  return payload;
};
