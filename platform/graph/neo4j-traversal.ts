import type { ManagedTransaction } from 'neo4j-driver';
import type { JsonObject } from '../json/json-value.ts';
import type { GraphNode, GraphRelation, GraphStore, Neighbourhood } from './graph-store.ts';
import { NODE_LABEL, quoteName } from './neo4j-upsert.ts';

/** A node as every query here returns it. */
export interface NodeRow {
  readonly id: string;
  readonly label: string;
  readonly json: string;
}

/** What a query returns of the node `n` to make a NodeRow. */
export const NODE_COLUMNS = `n._id AS id, head([label IN labels(n) WHERE label <> '${NODE_LABEL}']) AS label, n._json AS json`;

/** How many rows a statement may return, as the driver's integer. */
export type ToInteger = (value: number) => unknown;

/**
 * Walks from a node one ring at a time, each ring one query that stops at the room left under `limit`: a variable-length
 * pattern would follow every path instead of every node. All rings see the caller's one transaction.
 */
export async function readNeighbourhood(
  tx: ManagedTransaction,
  start: { workspace: string; id: string; toInteger: ToInteger },
  walk: Parameters<GraphStore['neighbourhood']>[2],
): Promise<Neighbourhood | undefined> {
  const { workspace, id } = start;
  const distances = new Map([[id, 0]]);
  const query = `MATCH (near:${NODE_LABEL})${hop(walk)}(far:${NODE_LABEL})
    WHERE near._workspace = $workspace AND near._id IN $ring AND far._workspace = $workspace AND NOT far._id IN $seen
    RETURN DISTINCT far._id AS id LIMIT $room`;
  let ring = walk.types?.length === 0 ? [] : [id];
  for (let depth = 1; depth <= walk.depth && ring.length > 0 && distances.size < walk.limit; depth++) {
    const parameters = { workspace, ring, seen: [...distances.keys()], room: start.toInteger(walk.limit - distances.size) };
    const found = await tx.run<{ id: string }>(query, parameters);
    ring = found.records.map((record) => record.get('id'));
    for (const each of ring) distances.set(each, depth);
  }
  const nodes = await readNodes(tx, workspace, [...distances.keys()]);
  if (!nodes.has(id)) return undefined;
  const near = [...distances].flatMap(([each, distance]) => {
    const node = nodes.get(each);
    return node === undefined ? [] : [{ ...node, distance }];
  });
  return { nodes: near, relations: walk.types?.length === 0 ? [] : await readRelations(tx, { workspace, ids: [...nodes.keys()] }, walk.types) };
}

async function readNodes(tx: ManagedTransaction, workspace: string, ids: readonly string[]): Promise<Map<string, GraphNode>> {
  const query = `MATCH (n:${NODE_LABEL}) WHERE n._workspace = $workspace AND n._id IN $ids RETURN ${NODE_COLUMNS}`;
  const found = await tx.run<{ id: string; label: string; json: string }>(query, { workspace, ids });
  return new Map(found.records.map((record) => [record.get('id'), toNode(record.toObject())]));
}

async function readRelations(
  tx: ManagedTransaction,
  among: { workspace: string; ids: readonly string[] },
  types: readonly string[] | undefined,
): Promise<GraphRelation[]> {
  const found = await tx.run<{ from: string; to: string; type: string; json: string }>(
    `MATCH (a:${NODE_LABEL})-[r${ofTypes(types)}]->(b:${NODE_LABEL})
     WHERE a._workspace = $workspace AND a._id IN $ids AND b._workspace = $workspace AND b._id IN $ids
     RETURN a._id AS from, b._id AS to, type(r) AS type, r._json AS json ORDER BY from, to, type`,
    among,
  );
  return found.records.map((record) => ({
    from: record.get('from'),
    to: record.get('to'),
    type: record.get('type'),
    properties: JSON.parse(record.get('json')) as JsonObject,
  }));
}

/** The port's node of a row. */
export function toNode(row: NodeRow): GraphNode {
  return { id: row.id, label: row.label, properties: JSON.parse(row.json) as JsonObject };
}

function hop({ direction, types }: Parameters<GraphStore['neighbourhood']>[2]): string {
  const pattern = `-[${ofTypes(types)}]-`;
  return direction === 'out' ? `${pattern}>` : direction === 'in' ? `<${pattern}` : pattern;
}

/** Types cannot be parameters; these have passed `assertGraphName` and are quoted all the same. */
function ofTypes(types: readonly string[] | undefined): string {
  return types === undefined || types.length === 0 ? '' : `:${types.map(quoteName).join('|')}`;
}
