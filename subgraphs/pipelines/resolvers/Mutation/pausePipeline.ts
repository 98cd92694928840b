import type { MutationResolvers } from '../../generated/types.ts';

export const pausePipeline: NonNullable<MutationResolvers['pausePipeline']> = async (_root, { id, commandId }, { commands, identity, recordReceipt }) => {
  const done = await commands.setPaused(identity, id, { paused: true, commandId: commandId ?? undefined });
  recordReceipt(done.receipt);
  return done;
};
