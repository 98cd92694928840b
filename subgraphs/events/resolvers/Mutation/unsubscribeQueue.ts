import type { MutationResolvers } from '../../generated/types.ts';

export const unsubscribeQueue: NonNullable<MutationResolvers['unsubscribeQueue']> = async (
  _root,
  { queue, commandId },
  { queues, identity, recordReceipt },
) => {
  const { line, receipt } = await queues.unsubscribe(identity, queue, commandId);
  recordReceipt(receipt);
  return { queue: line, receipt };
};
