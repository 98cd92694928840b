import type { MutationResolvers } from '../../generated/types.ts';

export const resumeMessageQueue: NonNullable<MutationResolvers['resumeMessageQueue']> = async (
  _root,
  { name, commandId },
  { queues, identity, recordReceipt },
) => {
  const { line, receipt } = await queues.setPaused(identity, name, { paused: false, commandId });
  recordReceipt(receipt);
  return { queue: line, receipt };
};
