import type { MutationResolvers } from '../../generated/types.ts';

export const replayEvents: NonNullable<MutationResolvers['replayEvents']> = async (_parent, { input }, { replayCommands, identity, recordReceipt }) => {
  const started = await replayCommands.start(identity, { ...input, fenced: input.fenced ?? true });
  recordReceipt(started.receipt);
  return started;
};
