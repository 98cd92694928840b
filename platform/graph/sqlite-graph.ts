import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../clock/clock.ts';
import { badInput, CodedError } from '../errors/coded-error.ts';
import type { JsonObject } from '../json/json-value.ts';
import type { Logger } from '../logging/logger.ts';
import type { Scope } from '../request/scope.ts';
import { lockFile } from '../sqlite/file-lock.ts';
import { siblingModule } from '../sqlite/sibling-module.ts';
import { openSqliteReader, type SqliteReader } from '../sqlite/sqlite-reader.ts';
import { openSqliteWriter } from '../sqlite/sqlite-writer.ts';
import { assertGraphChange, assertGraphName, assertNeighbourhoodOptions, assertWithin, GRAPH_LIMITS } from './graph-input.ts';
import type { GraphNode, GraphRelation, GraphStore, Neighbourhood } from './graph-store.ts';
import type { GraphWrite, GraphWritten } from './sqlite-graph-handler.ts';
import { findShortestPath } from './sqlite-path.ts';
import { walkOutFrom } from './sqlite-traversal.ts';

interface NodeRow {
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

const NODE_COLUMNS = 'id, label, properties';

/**
 * The embedded graph: tables in one SQLite file, which this process owns until `close` (another owner is a FileOwnedError).
 * Writes go to the file's writer thread; a traversal reads one snapshot where it is called, within the bounds of GRAPH_LIMITS.
 */
export async function createSqliteGraph(options: { file: string; clock: Clock; logger?: Logger }): Promise<GraphStore> {
  mkdirSync(dirname(options.file), { recursive: true });
  const lock = lockFile(options.file, 'the graph store');
  const handler = siblingModule(import.meta.url, 'sqlite-graph-handler');
  const writer = await openSqliteWriter<GraphWrite, GraphWritten>({ file: options.file, handler }).catch(async (error: unknown) => {
    await lock.close();
    throw error;
  });
  const reader = openSqliteReader(options.file);

  async function write(request: GraphWrite): Promise<number> {
    const written = await writer.write(request).catch((error: unknown) => {
      options.logger?.error({ err: error }, 'the graph store refused a write');
      throw new CodedError('STORE_UNAVAILABLE', 'the graph store cannot write', { cause: error });
    });
    if (written.kind === 'dangling') throw badInput(written.field, 'the id of a node', written.id);
    return written.nodes;
  }

  return {
    async upsert({ workspace }, { nodes, relations }) {
      assertGraphChange({ nodes, relations });
      await write({ kind: 'upsert', workspace, nodes, relations });
    },
    async node({ workspace }, id) {
      const row = reader.get<NodeRow>(`SELECT ${NODE_COLUMNS} FROM graph_nodes WHERE workspace = ? AND id = ?`, workspace, id);
      return row === undefined ? undefined : toNode(row);
    },
    async nodes({ workspace }, { label, after, limit }) {
      assertWithin(limit, GRAPH_LIMITS.nodes, 'limit');
      if (label === undefined) {
        const sql = `SELECT ${NODE_COLUMNS} FROM graph_nodes WHERE workspace = ? AND id > ? ORDER BY id LIMIT ?`;
        return reader.all<NodeRow>(sql, workspace, after ?? '', limit).map(toNode);
      }
      assertGraphName(label, 'label');
      const sql = `SELECT ${NODE_COLUMNS} FROM graph_nodes WHERE workspace = ? AND label = ? AND id > ? ORDER BY id LIMIT ?`;
      return reader.all<NodeRow>(sql, workspace, label, after ?? '', limit).map(toNode);
    },
    async neighbourhood(scope, id, walk) {
      assertNeighbourhoodOptions(walk);
      return inSnapshot(reader, () => readNeighbourhood(reader, { scope, id }, walk));
    },
    async shortestPath({ workspace }, from, to, { maxDepth }) {
      assertWithin(maxDepth, GRAPH_LIMITS.pathHops, 'maxDepth');
      return inSnapshot(reader, () => {
        const both = reader.all('SELECT 1 FROM graph_nodes WHERE workspace = ? AND id IN (?, ?)', workspace, from, to);
        if (both.length < (from === to ? 1 : 2)) return undefined;
        return findShortestPath(reader, { workspace, from, to }, maxDepth);
      });
    },
    remove: ({ workspace }, ids) => write({ kind: 'remove', workspace, ids }),
    status: async () => ({ engine: 'sqlite', reachable: true }),
    async close() {
      await writer.close();
      reader.close();
      await lock.close();
    },
  };
}

/** Everything that `read` asks for is of one moment, whatever the writer commits meanwhile. Synchronous, so no other read slips in. */
function inSnapshot<T>(reader: SqliteReader, read: () => T): T {
  reader.all('BEGIN');
  try {
    return read();
  } finally {
    reader.all('COMMIT');
  }
}

function readNeighbourhood(
  reader: SqliteReader,
  start: { scope: Scope; id: string },
  walk: Parameters<GraphStore['neighbourhood']>[2],
): Neighbourhood | undefined {
  const { workspace } = start.scope;
  if (reader.get('SELECT 1 FROM graph_nodes WHERE workspace = ? AND id = ?', workspace, start.id) === undefined) return undefined;
  const distances = walkOutFrom(reader, { workspace, id: start.id }, { ...walk, types: walk.types });
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
      ORDER BY r.source, r.type, r.target`,
    ids,
    workspace,
    ids,
    types,
    types,
  );
  return { nodes: nodes.map((row) => ({ ...toNode(row), distance: distances.get(row.id) ?? 0 })), relations: relations.map(toRelation) };
}

function toNode(row: NodeRow): GraphNode {
  return { id: row.id, label: row.label, properties: JSON.parse(row.properties) as JsonObject };
}

function toRelation(row: RelationRow): GraphRelation {
  return { from: row.source, to: row.target, type: row.type, properties: JSON.parse(row.properties) as JsonObject };
}
