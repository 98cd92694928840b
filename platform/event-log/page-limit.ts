import { badInput } from '../errors/coded-error.ts';

/** A page never holds more, whatever its `limit`; `hasMore` tells of the rest. */
export const MAX_PAGE_EVENTS = 10_000;

/** Reads the `limit` of a page. Throws BAD_USER_INPUT unless it is a whole number from 1; what is above the most is cut. */
export function readPageLimit(limit: number): number {
  if (!Number.isSafeInteger(limit) || limit < 1) throw badInput('limit', 'a whole number from 1', limit);
  return Math.min(limit, MAX_PAGE_EVENTS);
}
