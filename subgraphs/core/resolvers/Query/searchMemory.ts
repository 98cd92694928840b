import type { QueryResolvers } from '../../generated/types.ts';
import { given } from '../given.ts';

export const searchMemory: NonNullable<QueryResolvers['searchMemory']> = (_parent, { query, userId, type }, { core }) =>
  core?.memory.search({ query, userId, ...given({ type }) }) ?? null;
