import type { MutationResolvers } from '../../generated/types.ts';

export const resumeReplay: NonNullable<MutationResolvers['resumeReplay']> = async (_parent, request, { replayCommands, identity, recordReceipt }) => {
  const moved = await replayCommands.resume(identity, request);
  recordReceipt(moved.receipt);
  return moved;
};
