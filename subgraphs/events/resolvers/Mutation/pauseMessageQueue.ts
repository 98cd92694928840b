import type { MutationResolvers } from '../../generated/types.ts';

export const pauseMessageQueue: NonNullable<MutationResolvers['pauseMessageQueue']> = async (
  _root,
  { name, commandId },
  { queues, identity, recordReceipt },
) => {
  const { line, receipt } = await queues.setPaused(identity, name, { paused: true, commandId });
  recordReceipt(receipt);
  return { queue: line, receipt };
};
