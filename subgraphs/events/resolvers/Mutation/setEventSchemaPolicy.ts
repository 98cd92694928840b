import type { MutationResolvers } from '../../generated/types.ts';

export const setEventSchemaPolicy: NonNullable<MutationResolvers['setEventSchemaPolicy']> = async (
  _parent,
  { input },
  { schemaCommands, identity, recordReceipt },
) => {
  const set = await schemaCommands.setPolicy(identity, input);
  recordReceipt(set.receipt);
  return set;
};
