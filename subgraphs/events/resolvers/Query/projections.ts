import type { QueryResolvers } from '../../generated/types.ts';

export const projections: NonNullable<QueryResolvers['projections']> = (_parent, _args, { projections: store, identity }) => store.list(identity);
