import type { QueryResolvers } from '../../generated/types.ts';

export const messageQueue: NonNullable<QueryResolvers['messageQueue']> = async (_root, { name }, { queues, identity }) =>
  (await queues.find(identity, name)) ?? null;
