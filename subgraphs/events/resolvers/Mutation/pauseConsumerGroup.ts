import type { MutationResolvers } from '../../generated/types.ts';

export const pauseConsumerGroup: NonNullable<MutationResolvers['pauseConsumerGroup']> = async (
  _root,
  { name, commandId },
  { groups, identity, recordReceipt },
) => {
  const { line, receipt } = await groups.setPaused(identity, name, { paused: true, commandId });
  recordReceipt(receipt);
  return { group: line, receipt };
};
