import type { QueryResolvers } from '../../generated/types.ts';

export const incomingTask: NonNullable<QueryResolvers['incomingTask']> = async (_parent, { id }, { core, identity }) =>
  (await core?.incoming.find(identity, id)) ?? null;
