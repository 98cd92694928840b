import { badInput } from '../../platform/errors/coded-error.ts';

/** Far beyond any page's inputs, far below what the recursions behind this point can take. */
const MAX_LEVELS = 200;

/** Throws BAD_USER_INPUT, naming `field`, for JSON that is nested beyond 200 levels. */
export function assertNesting(value: unknown, field: string): void {
  if (isNestedTooDeep(value)) throw badInput(field, `values nested at most ${MAX_LEVELS} levels`);
}

/** True for JSON that is nested beyond 200 levels. Needs no stack itself. */
export function isNestedTooDeep(value: unknown): boolean {
  let level: object[] = isContainer(value) ? [value] : [];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > MAX_LEVELS) return true;
    const next: object[] = [];
    for (const container of level) {
      for (const inner of Object.values(container) as unknown[]) if (isContainer(inner)) next.push(inner);
    }
    level = next;
  }
  return false;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
