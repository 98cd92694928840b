import type { MutationResolvers } from '../../generated/types.ts';

export const deregisterService: NonNullable<MutationResolvers['deregisterService']> = async (
  _parent,
  { id, commandId },
  { commands, identity, recordReceipt },
) => {
  const removed = await commands.deregister(identity, { id, commandId });
  recordReceipt(removed.receipt);
  return removed;
};
