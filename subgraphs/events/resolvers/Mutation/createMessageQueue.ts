import type { MutationResolvers } from '../../generated/types.ts';

export const createMessageQueue: NonNullable<MutationResolvers['createMessageQueue']> = async (_root, { input }, { queues, identity, recordReceipt }) => {
  const { line, receipt } = await queues.create(identity, input);
  recordReceipt(receipt);
  return { queue: line, receipt };
};
