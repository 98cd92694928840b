import type { MutationResolvers } from '../../generated/types.ts';

export const enableRoutingRule: NonNullable<MutationResolvers['enableRoutingRule']> = async (
  _parent,
  request,
  { routingCommands, identity, recordReceipt },
) => {
  const changed = await routingCommands.enable(identity, request);
  recordReceipt(changed.receipt);
  return changed;
};
