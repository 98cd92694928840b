import type { MutationResolvers } from '../../generated/types.ts';

export const seekConsumerGroup: NonNullable<MutationResolvers['seekConsumerGroup']> = async (
  _root,
  { name, to, commandId },
  { groups, identity, recordReceipt },
) => {
  const { line, receipt } = await groups.seek(identity, name, { to, commandId });
  recordReceipt(receipt);
  return { group: line, receipt };
};
