import type { MutationResolvers } from '../../generated/types.ts';

export const deletePipeline: NonNullable<MutationResolvers['deletePipeline']> = async (_root, { id, commandId }, { commands, identity, recordReceipt }) => {
  const done = await commands.delete(identity, id, commandId ?? undefined);
  recordReceipt(done.receipt);
  return done;
};
