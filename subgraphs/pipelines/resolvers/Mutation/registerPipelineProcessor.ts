import type { MutationResolvers } from '../../generated/types.ts';

export const registerPipelineProcessor: NonNullable<MutationResolvers['registerPipelineProcessor']> = async (_root, { input, commandId }, context) => {
  const { commands, identity, recordReceipt } = context;
  const put = await commands.putProcessor(identity, input, commandId ?? undefined);
  recordReceipt(put.receipt);
  return put;
};
