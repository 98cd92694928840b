import type { ManagedTransaction } from 'neo4j-driver';
import { ConfigError } from '../config/settings.ts';
import { CodedError } from '../errors/coded-error.ts';
import type { Logger } from '../logging/logger.ts';
import { assertGraphChange, assertGraphName, assertNeighbourhoodOptions, assertWithin, GRAPH_LIMITS } from './graph-input.ts';
import type { GraphStore } from './graph-store.ts';
import { NODE_COLUMNS, readNeighbourhood, toNode } from './neo4j-traversal.ts';
import { NODE_LABEL, quoteName, writeChange } from './neo4j-upsert.ts';

/** How long an operation tries again by itself when the server is away or asks for it. */
const RETRY_MS = 5_000;

const CONSTRAINT = `CREATE CONSTRAINT autoweave_node IF NOT EXISTS FOR (n:${NODE_LABEL}) REQUIRE (n._workspace, n._id) IS UNIQUE`;

/**
 * The graph in a Neo4j 5 server. Every node carries NODE_LABEL, its workspace and its id, which a constraint keeps unique.
 * Rejects with a ConfigError of one line when the server is away or refuses the login at start; later STORE_UNAVAILABLE.
 */
export async function createNeo4jGraph(options: { uri: string; user: string; password: string; logger: Logger }): Promise<GraphStore> {
  const { default: neo4j } = await import('neo4j-driver');
  const driver = neo4j.driver(options.uri, neo4j.auth.basic(options.user, options.password), {
    connectionTimeout: RETRY_MS,
    connectionAcquisitionTimeout: RETRY_MS,
    maxTransactionRetryTime: RETRY_MS,
    disableLosslessIntegers: true,
  });
  try {
    await driver.executeQuery(CONSTRAINT);
    await driver.executeQuery('CALL db.awaitIndexes(60)');
  } catch (error) {
    await driver.close();
    throw new ConfigError([describeStartFailure(error, options.uri)]);
  }

  async function inTransaction<T>(mode: 'read' | 'write', work: (tx: ManagedTransaction) => Promise<T>): Promise<T> {
    const session = driver.session({ defaultAccessMode: mode === 'read' ? neo4j.session.READ : neo4j.session.WRITE });
    try {
      return await (mode === 'read' ? session.executeRead(work) : session.executeWrite(work));
    } catch (error) {
      if (error instanceof CodedError || !(error instanceof neo4j.Neo4jError)) throw error;
      options.logger.error({ err: error }, 'the graph store refused an operation');
      throw new CodedError('STORE_UNAVAILABLE', 'the graph store cannot be reached', { cause: error });
    } finally {
      await session.close().catch(() => undefined);
    }
  }

  return {
    async upsert({ workspace }, change) {
      assertGraphChange(change);
      await inTransaction('write', (tx) => writeChange(tx, workspace, change));
    },
    async node({ workspace }, id) {
      const query = `MATCH (n:${NODE_LABEL} {_workspace: $workspace, _id: $id}) RETURN ${NODE_COLUMNS}`;
      const [row] = await inTransaction('read', async (tx) => (await tx.run(query, { workspace, id })).records);
      return row === undefined ? undefined : toNode({ id: row.get('id'), label: row.get('label'), json: row.get('json') });
    },
    async nodes({ workspace }, { label, after, limit }) {
      assertWithin(limit, GRAPH_LIMITS.nodes, 'limit');
      if (label !== undefined) assertGraphName(label, 'label');
      const query = `MATCH (n:${NODE_LABEL}) WHERE n._workspace = $workspace AND n._id > $after ${label === undefined ? '' : `AND n:${quoteName(label)}`}
        RETURN ${NODE_COLUMNS} ORDER BY n._id LIMIT $limit`;
      const parameters = { workspace, after: after ?? '', limit: neo4j.int(limit) };
      const rows = await inTransaction('read', async (tx) => (await tx.run(query, parameters)).records);
      return rows.map((row) => toNode({ id: row.get('id'), label: row.get('label'), json: row.get('json') }));
    },
    async neighbourhood({ workspace }, id, walk) {
      assertNeighbourhoodOptions(walk);
      return inTransaction('read', (tx) => readNeighbourhood(tx, { workspace, id, toInteger: neo4j.int }, walk));
    },
    async shortestPath({ workspace }, { from, to }, { maxDepth }) {
      assertWithin(maxDepth, GRAPH_LIMITS.pathHops, 'maxDepth');
      // The engine refuses a path from a node to itself.
      const path =
        from === to
          ? 'RETURN [a._id] AS ids'
          : `MATCH p = shortestPath((a)-[*..${maxDepth}]->(b))
        WHERE all(n IN nodes(p) WHERE n._workspace = $workspace) RETURN [n IN nodes(p) | n._id] AS ids`;
      const query = `MATCH (a:${NODE_LABEL} {_workspace: $workspace, _id: $from}) MATCH (b:${NODE_LABEL} {_workspace: $workspace, _id: $to}) ${path}`;
      const rows = await inTransaction('read', async (tx) => (await tx.run<{ ids: string[] }>(query, { workspace, from, to })).records);
      return rows[0]?.get('ids');
    },
    async remove({ workspace }, ids) {
      const query = `MATCH (n:${NODE_LABEL}) WHERE n._workspace = $workspace AND n._id IN $ids DETACH DELETE n`;
      const result = await inTransaction('write', (tx) => tx.run(query, { workspace, ids }));
      return result.summary.counters.updates().nodesDeleted;
    },
    async status() {
      const reachable = await driver.verifyConnectivity().then(
        () => true,
        () => false,
      );
      return { engine: 'neo4j', reachable };
    },
    close: () => driver.close(),
  };
}

function describeStartFailure(error: unknown, uri: string): string {
  const { host } = new URL(uri);
  const code = (error as { code?: string }).code ?? 'no code';
  if (code.startsWith('Neo.ClientError.Security')) return `NEO4J_USER and NEO4J_PASSWORD: Neo4j at ${host} refuses them (${code})`;
  return `NEO4J_URI: no usable Neo4j answers at ${host} (${code})`;
}
