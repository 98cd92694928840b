import type { MutationResolvers } from '../../generated/types.ts';

export const registerService: NonNullable<MutationResolvers['registerService']> = async (_parent, { input }, { commands, identity, recordReceipt }) => {
  const registered = await commands.register(identity, input);
  recordReceipt(registered.receipt);
  return registered;
};
