import type { MutationResolvers } from '../../generated/types.ts';

export const resumePipeline: NonNullable<MutationResolvers['resumePipeline']> = async (_root, { id, commandId }, { commands, identity, recordReceipt }) => {
  const done = await commands.setPaused(identity, id, { paused: false, ...(commandId == null ? {} : { commandId }) });
  recordReceipt(done.receipt);
  return done;
};
