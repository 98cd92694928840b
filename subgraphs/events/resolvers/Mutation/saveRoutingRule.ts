import type { MutationResolvers } from '../../generated/types.ts';

export const saveRoutingRule: NonNullable<MutationResolvers['saveRoutingRule']> = async (_parent, { input }, { routingCommands, identity, recordReceipt }) => {
  const saved = await routingCommands.save(identity, input);
  recordReceipt(saved.receipt);
  return saved;
};
