import type { MutationResolvers } from '../../generated/types.ts';

export const deleteMessageQueue: NonNullable<MutationResolvers['deleteMessageQueue']> = async (
  _root,
  { name, commandId },
  { queues, identity, recordReceipt },
) => {
  const receipt = await queues.remove(identity, name, commandId);
  recordReceipt(receipt);
  return { name, receipt };
};
