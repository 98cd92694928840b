import type { QueryResolvers } from '../../generated/types.ts';

export const spooledEvent: NonNullable<QueryResolvers['spooledEvent']> = async (_parent, { id }, { log, identity }) =>
  (await log.spool?.find(identity, id)) ?? null;
