import type { MutationResolvers } from '../../generated/types.ts';

export const unbindQueue: NonNullable<MutationResolvers['unbindQueue']> = async (_root, { queue, pattern, commandId }, { queues, identity, recordReceipt }) => {
  const { line, receipt } = await queues.unbind(identity, queue, { pattern, commandId });
  recordReceipt(receipt);
  return { queue: line, receipt };
};
