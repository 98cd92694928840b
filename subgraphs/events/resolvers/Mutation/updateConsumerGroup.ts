import type { MutationResolvers } from '../../generated/types.ts';

export const updateConsumerGroup: NonNullable<MutationResolvers['updateConsumerGroup']> = async (
  _root,
  { name, input },
  { groups, identity, recordReceipt },
) => {
  const { line, receipt } = await groups.update(identity, name, input);
  recordReceipt(receipt);
  return { group: line, receipt };
};
