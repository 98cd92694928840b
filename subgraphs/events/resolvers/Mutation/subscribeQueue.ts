import type { MutationResolvers } from '../../generated/types.ts';

export const subscribeQueue: NonNullable<MutationResolvers['subscribeQueue']> = async (
  _root,
  { queue, webhook, commandId },
  { queues, identity, recordReceipt },
) => {
  const { line, receipt } = await queues.subscribe(identity, queue, { webhook, commandId });
  recordReceipt(receipt);
  return { queue: line, receipt };
};
