/** The traversals of the SQLite graph; run in the file's read thread, each on one snapshot. */
import type { JsonObject } from '../json/json-value.ts';
import type { SqliteReader } from '../sqlite/sqlite-reader.ts';
import type { ReadHandler } from '../sqlite/sqlite-read-thread.ts';
import type { GraphNode, GraphRelation, GraphStore, Neighbourhood } from './graph-store.ts';
import { findShortestPath, type FoundPath } from './sqlite-path.ts';
import { walkOutFrom } from './sqlite-traversal.ts';

type Walk = Parameters<GraphStore['neighbourhood']>[2];

/** What the graph's read thread is asked. */
export type GraphRead =
  | { readonly kind: 'neighbourhood'; readonly workspace: string; readonly id: string; readonly walk: Walk }
  | { readonly kind: 'path'; readonly workspace: string; readonly from: string; readonly to: string; readonly maxDepth: number };

/** What it answers, to each kind in kind. */
export type GraphReadReply =
  { readonly kind: 'neighbourhood'; readonly found: Neighbourhood | undefined } | { readonly kind: 'path'; readonly found: FoundPath };

/** A node as its table has it; `properties` is JSON. */
export interface NodeRow {
  readonly id: string;
  readonly label: string;
  readonly properties: string;
}
interface RelationRow {
  readonly source: string;
  readonly type: string;
  readonly target: string;
  readonly properties: string;
}

/** Called once by the read thread. */
export function createReadHandler(reader: SqliteReader): ReadHandler<GraphRead, GraphReadReply> {
  return { answer: (read) => inSnapshot(reader, () => answer(reader, read)) };
}

/** Everything that `read` asks for is of one moment, whatever the writer commits meanwhile. */
function inSnapshot<T>(reader: SqliteReader, read: () => T): T {
  reader.all('BEGIN');
  try {
    return read();
  } finally {
    reader.all('COMMIT');
  }
}

function answer(reader: SqliteReader, read: GraphRead): GraphReadReply {
  if (read.kind === 'neighbourhood') return { kind: 'neighbourhood', found: readNeighbourhood(reader, read) };
  const { workspace, from, to } = read;
  const ends = reader.all('SELECT 1 FROM graph_nodes WHERE workspace = ? AND id IN (?, ?)', workspace, from, to);
  if (ends.length < (from === to ? 1 : 2)) return { kind: 'path', found: { kind: 'none' } };
  return { kind: 'path', found: findShortestPath(reader, read, read.maxDepth) };
}

function readNeighbourhood(reader: SqliteReader, { workspace, id, walk }: GraphRead & { kind: 'neighbourhood' }): Neighbourhood | undefined {
  if (reader.get('SELECT 1 FROM graph_nodes WHERE workspace = ? AND id = ?', workspace, id) === undefined) return undefined;
  const distances = walkOutFrom(reader, { workspace, id }, { ...walk, types: walk.types });
  const ids = JSON.stringify([...distances.keys()]);
  const nodes = reader.all<NodeRow>(
    `SELECT n.id, n.label, n.properties FROM json_each(?) AS wanted CROSS JOIN graph_nodes AS n
      WHERE n.workspace = ? AND n.id = wanted.value ORDER BY wanted.key`,
    ids,
    workspace,
  );
  const types = walk.types === undefined ? null : JSON.stringify(walk.types);
  const relations = reader.all<RelationRow>(
    `SELECT r.source, r.type, r.target, r.properties FROM json_each(?) AS wanted CROSS JOIN graph_relations AS r
      WHERE r.workspace = ? AND r.source = wanted.value AND r.target IN (SELECT value FROM json_each(?))
        AND (? IS NULL OR r.type IN (SELECT value FROM json_each(?)))
      ORDER BY r.source, r.target, r.type`,
    ids,
    workspace,
    ids,
    types,
    types,
  );
  return { nodes: nodes.map((row) => ({ ...toNode(row), distance: distances.get(row.id) ?? 0 })), relations: relations.map(toRelation) };
}

/** The port's node of a row. */
export function toNode(row: NodeRow): GraphNode {
  return { id: row.id, label: row.label, properties: JSON.parse(row.properties) as JsonObject };
}

function toRelation(row: RelationRow): GraphRelation {
  return { from: row.source, to: row.target, type: row.type, properties: JSON.parse(row.properties) as JsonObject };
}
