import type { MutationResolvers } from '../../generated/types.ts';

export const resumeConsumerGroup: NonNullable<MutationResolvers['resumeConsumerGroup']> = async (
  _root,
  { name, commandId },
  { groups, identity, recordReceipt },
) => {
  const { line, receipt } = await groups.setPaused(identity, name, { paused: false, commandId });
  recordReceipt(receipt);
  return { group: line, receipt };
};
