import { beyondLimit } from './limits/beyond-limit.ts';

/** Far beyond any page's inputs, far below what the recursions behind this point can take. */
const MAX_LEVELS = 200;

/** Throws LIMIT_EXCEEDED, naming `field`, for JSON that is nested beyond 200 levels. */
export function assertNesting(value: unknown, field: string): void {
  const levels = countLevels(value);
  if (levels > MAX_LEVELS) throw beyondLimit(`levels of ${field}`, MAX_LEVELS, levels);
}

/** True for JSON that is nested beyond 200 levels. */
export function isNestedTooDeep(value: unknown): boolean {
  return countLevels(value) > MAX_LEVELS;
}

/** How deep objects and lists of JSON are nested; 0 for a leaf. Needs no stack itself. */
function countLevels(value: unknown): number {
  let level: object[] = isContainer(value) ? [value] : [];
  let levels = 0;
  while (level.length > 0) {
    levels += 1;
    const next: object[] = [];
    for (const container of level) {
      for (const inner of Object.values(container) as unknown[]) if (isContainer(inner)) next.push(inner);
    }
    level = next;
  }
  return levels;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
