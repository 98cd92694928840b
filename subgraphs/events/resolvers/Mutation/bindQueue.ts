import type { MutationResolvers } from '../../generated/types.ts';

export const bindQueue: NonNullable<MutationResolvers['bindQueue']> = async (
  _root,
  { queue, pattern, priority, commandId },
  { queues, identity, recordReceipt },
) => {
  const { line, receipt } = await queues.bind(identity, queue, { pattern, priority, commandId });
  recordReceipt(receipt);
  return { queue: line, receipt };
};
