import type { MutationResolvers } from '../../generated/types.ts';

export const registerEventSchema: NonNullable<MutationResolvers['registerEventSchema']> = async (
  _parent,
  { input },
  { schemaCommands, identity, recordReceipt },
) => {
  const registered = await schemaCommands.register(identity, input);
  recordReceipt(registered.receipt);
  return registered;
};
