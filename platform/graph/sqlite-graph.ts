import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../clock/clock.ts';
import { badInput, CodedError } from '../errors/coded-error.ts';
import type { Logger } from '../logging/logger.ts';
import { lockFile } from '../sqlite/file-lock.ts';
import { siblingModule } from '../sqlite/sibling-module.ts';
import { createSqliteReadThread } from '../sqlite/sqlite-read-thread.ts';
import { openSqliteReader } from '../sqlite/sqlite-reader.ts';
import { openSqliteWriter } from '../sqlite/sqlite-writer.ts';
import { assertGraphChange, assertGraphName, assertNeighbourhoodOptions, assertWithin, GRAPH_LIMITS } from './graph-input.ts';
import type { GraphStore } from './graph-store.ts';
import type { GraphWrite, GraphWritten } from './sqlite-graph-handler.ts';
import { toNode, type GraphRead, type GraphReadReply, type NodeRow } from './sqlite-graph-reads.ts';
import { MAX_RELATIONS_READ } from './sqlite-path.ts';

const NODE_COLUMNS = 'id, label, properties';

/**
 * The embedded graph: tables in one SQLite file, which this process owns until `close` (another owner is a FileOwnedError).
 * Writes go to the file's writer thread and traversals to a read thread, each on one snapshot and within GRAPH_LIMITS.
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
  const reads = siblingModule(import.meta.url, 'sqlite-graph-reads');
  const traversals = createSqliteReadThread<GraphRead, GraphReadReply>({ file: options.file, handler: reads });

  async function write(request: GraphWrite): Promise<number> {
    const written = await writer.write(request).catch((error: unknown) => {
      options.logger?.error({ err: error }, 'the graph store refused a write');
      throw new CodedError('STORE_UNAVAILABLE', 'the graph store cannot write', { cause: error });
    });
    if (written.kind === 'dangling') throw badInput(written.field, 'the id of a node', written.id);
    return written.nodes;
  }

  async function traverse<Kind extends GraphRead['kind']>(read: GraphRead & { kind: Kind }): Promise<GraphReadReply & { kind: Kind }> {
    const reply = await traversals.ask(read).catch((error: unknown) => {
      options.logger?.error({ err: error }, 'the graph store failed a read');
      throw new CodedError('STORE_UNAVAILABLE', 'the graph store cannot read', { cause: error });
    });
    return reply as GraphReadReply & { kind: Kind };
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
    async neighbourhood({ workspace }, id, walk) {
      assertNeighbourhoodOptions(walk);
      const reply = await traverse({ kind: 'neighbourhood', workspace, id, walk });
      return reply.found;
    },
    async shortestPath({ workspace }, { from, to }, { maxDepth }) {
      assertWithin(maxDepth, GRAPH_LIMITS.pathHops, 'maxDepth');
      const { found } = await traverse({ kind: 'path', workspace, from, to, maxDepth });
      if (found.kind === 'too-wide') throw badInput('maxDepth', `a depth within which the search reads at most ${MAX_RELATIONS_READ} relations`, maxDepth);
      return found.kind === 'path' ? found.ids : undefined;
    },
    remove: ({ workspace }, ids) => write({ kind: 'remove', workspace, ids }),
    status: async () => ({ engine: 'sqlite', reachable: writer.isAlive }),
    async close() {
      await writer.close();
      await traversals.close();
      reader.close();
      await lock.close();
    },
  };
}
