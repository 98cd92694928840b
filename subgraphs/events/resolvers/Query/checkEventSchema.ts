import type { QueryResolvers } from '../../generated/types.ts';

export const checkEventSchema: NonNullable<QueryResolvers['checkEventSchema']> = (_parent, request, { schemaCommands, identity }) =>
  schemaCommands.check(identity, request);
