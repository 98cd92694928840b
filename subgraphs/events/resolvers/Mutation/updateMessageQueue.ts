import type { MutationResolvers } from '../../generated/types.ts';

export const updateMessageQueue: NonNullable<MutationResolvers['updateMessageQueue']> = async (_root, { name, input }, { queues, identity, recordReceipt }) => {
  const { line, receipt } = await queues.update(identity, name, input);
  recordReceipt(receipt);
  return { queue: line, receipt };
};
