import type { DatabaseSync } from 'node:sqlite';

/** The last key of the range that was recorded before the time, else `low`; rows that are gone count as their predecessors. */
export function lastKeyBefore(db: DatabaseSync, range: { low: number; high: number }, timeMs: number): number {
  const at = db.prepare('SELECT key, recorded_at FROM event WHERE key > ? AND key <= ? ORDER BY key DESC LIMIT 1');
  let { low, high } = range;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const row = at.get(low, middle) as { key: number; recorded_at: number } | undefined;
    if (row === undefined || row.recorded_at < timeMs) low = middle;
    else high = row.key - 1;
  }
  return low;
}
