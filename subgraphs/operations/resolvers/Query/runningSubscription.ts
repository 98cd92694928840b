import type { QueryResolvers } from '../../generated/types.ts';

export const runningSubscription: NonNullable<QueryResolvers['runningSubscription']> = async (_root, { id }, { desk, identity }) =>
  (await desk.list(identity)).find((one) => one.id === id) ?? null;
