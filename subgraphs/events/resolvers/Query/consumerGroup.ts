import type { QueryResolvers } from '../../generated/types.ts';

export const consumerGroup: NonNullable<QueryResolvers['consumerGroup']> = async (_root, { name }, { groups, identity }) =>
  (await groups.find(identity, name)) ?? null;
