import type { QueryResolvers } from '../../generated/types.ts';
import { searchPoints } from '../../domain/search-points.ts';

export const searchVectors: NonNullable<QueryResolvers['searchVectors']> = async (_root, { collection, ...query }, { sinks, identity }) =>
  searchPoints(identity, collection, { ...query, store: await sinks.vectors() });
