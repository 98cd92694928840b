import type { SqliteReader } from '../sqlite/sqlite-reader.ts';

/** How many relations one search may read. */
export const MAX_RELATIONS_READ = 500_000;

/** What a search for a path came to. */
export type FoundPath = { readonly kind: 'path'; readonly ids: readonly string[] } | { readonly kind: 'none' } | { readonly kind: 'too-wide' };

/** One side of the search: the nodes reached from its end, each with the neighbour that led to it. */
interface Side {
  readonly cameFrom: Map<string, string | undefined>;
  readonly sql: string;
  ring: readonly string[];
}

/**
 * One shortest directed path as node ids, found by widening rings from both ends until they meet, the smaller ring first
 * (a search from one end alone would read the whole neighbourhood). `none` when there is none within `maxDepth` hops;
 * `too-wide` when the search would read more than MAX_RELATIONS_READ relations.
 */
export function findShortestPath(reader: SqliteReader, ends: { workspace: string; from: string; to: string }, maxDepth: number): FoundPath {
  if (ends.from === ends.to) return { kind: 'path', ids: [ends.from] };
  const forward: Side = { cameFrom: new Map([[ends.from, undefined]]), sql: hop('source', 'target'), ring: [ends.from] };
  const backward: Side = { cameFrom: new Map([[ends.to, undefined]]), sql: hop('target', 'source'), ring: [ends.to] };
  let room = MAX_RELATIONS_READ;
  for (let hops = 0; hops < maxDepth; hops++) {
    const [near, far] = forward.ring.length <= backward.ring.length ? [forward, backward] : [backward, forward];
    const rows = reader.all<{ near: string; far: string }>(near.sql, JSON.stringify(near.ring), ends.workspace, room + 1);
    room -= rows.length;
    if (room < 0) return { kind: 'too-wide' };
    const ring: string[] = [];
    for (const row of rows) {
      if (near.cameFrom.has(row.far)) continue;
      near.cameFrom.set(row.far, row.near);
      if (far.cameFrom.has(row.far)) return { kind: 'path', ids: [...trace(forward, row.far).reverse(), ...trace(backward, row.far).slice(1)] };
      ring.push(row.far);
    }
    if (ring.length === 0) return { kind: 'none' };
    near.ring = ring;
  }
  return { kind: 'none' };
}

/** From the meeting point back to the side's own end. */
function trace(side: Side, meeting: string): string[] {
  const ids: string[] = [];
  for (let id: string | undefined = meeting; id !== undefined; id = side.cameFrom.get(id)) ids.push(id);
  return ids;
}

function hop(near: 'source' | 'target', far: 'source' | 'target'): string {
  return `SELECT r.${near} AS near, r.${far} AS far FROM json_each(?) AS ring CROSS JOIN graph_relations AS r
    WHERE r.workspace = ? AND r.${near} = ring.value LIMIT ?`;
}
