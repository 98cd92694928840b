import type { MutationResolvers } from '../../generated/types.ts';

export const definePipeline: NonNullable<MutationResolvers['definePipeline']> = async (_root, { input, commandId }, { commands, identity, recordReceipt }) => {
  const done = await commands.define(identity, input, commandId ?? undefined);
  recordReceipt(done.receipt);
  return done;
};
