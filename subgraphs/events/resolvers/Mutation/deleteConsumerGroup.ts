import type { MutationResolvers } from '../../generated/types.ts';

export const deleteConsumerGroup: NonNullable<MutationResolvers['deleteConsumerGroup']> = async (
  _root,
  { name, commandId },
  { groups, identity, recordReceipt },
) => {
  const receipt = await groups.remove(identity, name, commandId);
  recordReceipt(receipt);
  return { name, receipt };
};
