import type { MutationResolvers } from '../../generated/types.ts';

export const enqueueMessages: NonNullable<MutationResolvers['enqueueMessages']> = async (_root, { queue, messages }, { queues, identity }) => {
  const { ids, duplicates, durability } = await queues.enqueue(identity, queue, messages);
  return { ids, duplicates, durability: durability ?? null };
};
