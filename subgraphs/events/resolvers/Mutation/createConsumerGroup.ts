import type { MutationResolvers } from '../../generated/types.ts';

export const createConsumerGroup: NonNullable<MutationResolvers['createConsumerGroup']> = async (_root, { input }, { groups, identity, recordReceipt }) => {
  const { line, receipt } = await groups.create(identity, input);
  recordReceipt(receipt);
  return { group: line, receipt };
};
