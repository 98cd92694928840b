import type { MutationResolvers } from '../../generated/types.ts';

export const deleteRoutingRule: NonNullable<MutationResolvers['deleteRoutingRule']> = async (
  _parent,
  request,
  { routingCommands, identity, recordReceipt },
) => {
  const deleted = await routingCommands.remove(identity, request);
  recordReceipt(deleted.receipt);
  return deleted;
};
