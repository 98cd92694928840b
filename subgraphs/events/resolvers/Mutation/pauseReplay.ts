import type { MutationResolvers } from '../../generated/types.ts';

export const pauseReplay: NonNullable<MutationResolvers['pauseReplay']> = async (_parent, request, { replayCommands, identity, recordReceipt }) => {
  const moved = await replayCommands.pause(identity, request);
  recordReceipt(moved.receipt);
  return moved;
};
