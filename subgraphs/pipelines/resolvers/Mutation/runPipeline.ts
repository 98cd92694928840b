import type { MutationResolvers } from '../../generated/types.ts';

export const runPipeline: NonNullable<MutationResolvers['runPipeline']> = async (_root, { id, commandId }, { commands, identity, recordReceipt }) => {
  const done = await commands.run(identity, id, commandId ?? undefined);
  recordReceipt(done.receipt);
  return done;
};
