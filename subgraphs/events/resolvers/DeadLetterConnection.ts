import { toDeadCursor, type DeadPage } from '../domain/deliveries/read-dead-letters.ts';
import type { DeadLetterConnectionResolvers } from '../generated/types.ts';
import type { PageBounds } from './page-bounds.ts';

export const DeadLetterConnection: DeadLetterConnectionResolvers = {
  edges: ({ deadLetters }) => deadLetters.map((node) => ({ cursor: toDeadCursor(node), node })),
  nodes: ({ deadLetters }) => deadLetters,
  pageInfo: toPageBounds,
};

function toPageBounds({ deadLetters, hasNextPage, hasPreviousPage }: DeadPage): PageBounds {
  const [first, last] = [deadLetters.at(0), deadLetters.at(-1)];
  return {
    hasNextPage: () => Promise.resolve(hasNextPage),
    hasPreviousPage: () => Promise.resolve(hasPreviousPage),
    startCursor: first === undefined ? null : toDeadCursor(first),
    endCursor: last === undefined ? null : toDeadCursor(last),
  };
}
