import { badInput } from '../../platform/errors/coded-error.ts';
import { isDeeperThan } from '../../platform/json/json-depth.ts';

/** Far beyond any page's inputs, far below what the recursions behind this point can take. */
const MAX_LEVELS = 200;

/** Throws BAD_USER_INPUT, naming `field`, for JSON that is nested beyond 200 levels. */
export function assertNesting(value: unknown, field: string): void {
  if (isNestedTooDeep(value)) throw badInput(field, `values nested at most ${MAX_LEVELS} levels`);
}

/** True for JSON that is nested beyond 200 levels. */
export function isNestedTooDeep(value: unknown): boolean {
  return isDeeperThan(MAX_LEVELS, value);
}
