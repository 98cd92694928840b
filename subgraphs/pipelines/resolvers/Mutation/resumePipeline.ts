import type { MutationResolvers } from '../../generated/types.ts';

export const resumePipeline: NonNullable<MutationResolvers['resumePipeline']> = async (_root, { id, commandId }, { commands, identity, recordReceipt }) => {
  const done = await commands.setPaused(identity, id, { paused: false, commandId: commandId ?? undefined });
  recordReceipt(done.receipt);
  return done;
};
