import type { SqliteReader } from '../sqlite/sqlite-reader.ts';
import type { Direction } from './graph-store.ts';

/** How far from the start each node is; in breadth-first order, the start first. */
export type Distances = ReadonlyMap<string, number>;

const OUTWARDS = hop('source', 'target');
const INWARDS = hop('target', 'source');

/**
 * Walks from `start` one ring at a time. Each ring is one query that stops at the room left under `limit`, so neither a
 * cycle nor a node with a million neighbours makes it read more than it returns.
 */
export function walkOutFrom(
  reader: SqliteReader,
  start: { workspace: string; id: string },
  options: { depth: number; direction: Direction; types: readonly string[] | undefined; limit: number },
): Distances {
  const distances = new Map([[start.id, 0]]);
  const types = options.types === undefined ? null : JSON.stringify(options.types);
  let ring = [start.id];
  for (let depth = 1; depth <= options.depth && ring.length > 0; depth++) {
    const next: string[] = [];
    for (const sql of options.direction === 'both' ? [OUTWARDS, INWARDS] : [options.direction === 'out' ? OUTWARDS : INWARDS]) {
      const room = options.limit - distances.size;
      if (room <= 0) return distances;
      const seen = JSON.stringify([...distances.keys()]);
      for (const { id } of reader.all<{ id: string }>(sql, JSON.stringify(ring), start.workspace, types, types, seen, room)) {
        distances.set(id, depth);
        next.push(id);
      }
    }
    ring = next;
  }
  return distances;
}

function hop(near: 'source' | 'target', far: 'source' | 'target'): string {
  return `SELECT DISTINCT r.${far} AS id FROM json_each(?) AS ring CROSS JOIN graph_relations AS r
    WHERE r.workspace = ? AND r.${near} = ring.value
      AND (? IS NULL OR r.type IN (SELECT value FROM json_each(?)))
      AND r.${far} NOT IN (SELECT value FROM json_each(?))
    LIMIT ?`;
}
