/** True for JSON whose objects and lists stand in one another on more than `maxLevels` levels. Needs no stack itself. */
export function isDeeperThan(maxLevels: number, value: unknown): boolean {
  let level: object[] = isContainer(value) ? [value] : [];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > maxLevels) return true;
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
