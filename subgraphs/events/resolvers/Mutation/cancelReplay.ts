import type { MutationResolvers } from '../../generated/types.ts';

export const cancelReplay: NonNullable<MutationResolvers['cancelReplay']> = async (_parent, request, { replayCommands, identity, recordReceipt }) => {
  const moved = await replayCommands.cancel(identity, request);
  recordReceipt(moved.receipt);
  return moved;
};
