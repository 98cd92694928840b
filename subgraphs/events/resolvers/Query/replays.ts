import { badInput } from '../../../../platform/errors/coded-error.ts';
import type { QueryResolvers } from '../../generated/types.ts';

const MAX_SIZE = 500;

export const replays: NonNullable<QueryResolvers['replays']> = (_parent, { first }, context) => {
  if (first < 1 || first > MAX_SIZE) throw badInput('first', `1 to ${MAX_SIZE}`, first);
  return context.replays.list(context.identity, first);
};
