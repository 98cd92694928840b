import type { MutationResolvers } from '../../generated/types.ts';

export const purgeQueue: NonNullable<MutationResolvers['purgeQueue']> = async (_root, { queue }, { queues, identity }) => {
  const { line, removed } = await queues.purge(identity, queue);
  return { queue: line, removed };
};
