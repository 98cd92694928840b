import { requireCore } from '../../context.ts';
import type { MutationResolvers } from '../../generated/types.ts';
import { given } from '../given.ts';

export const addMemory: NonNullable<MutationResolvers['addMemory']> = async (_parent, { input }, context) => {
  const payload = await requireCore(context).memory.add(context.identity, {
    memory: input.memory,
    ...given({ userId: input.userId, agentId: input.agentId, metadata: input.metadata }),
  });
  context.recordReceipt(payload.receipt);
  return payload;
};
