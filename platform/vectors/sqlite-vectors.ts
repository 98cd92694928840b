import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Clock } from '../clock/clock.ts';
import { CodedError } from '../errors/coded-error.ts';
import type { JsonObject } from '../json/json-value.ts';
import type { Logger } from '../logging/logger.ts';
import type { Scope } from '../request/scope.ts';
import { lockFile } from '../sqlite/file-lock.ts';
import { siblingModule } from '../sqlite/sibling-module.ts';
import { createSqliteReadThread } from '../sqlite/sqlite-read-thread.ts';
import { openSqliteReader } from '../sqlite/sqlite-reader.ts';
import { openSqliteWriter } from '../sqlite/sqlite-writer.ts';
import { toPayloadPairs } from './payload-pairs.ts';
import type { StoredPoint, VectorWrite, VectorWritten } from './sqlite-vectors-handler.ts';
import type { FoundRow, VectorRead } from './sqlite-vectors-reads.ts';
import { assertCollectionName, assertPoints, assertQuery, wrongDimension } from './vector-input.ts';
import type { VectorHit, VectorPoint, VectorStore } from './vector-store.ts';

interface Collection {
  readonly key: number;
  readonly dimension: number;
}

/**
 * The embedded vectors: tables in one SQLite file, which this process owns until `close` (another owner is a FileOwnedError).
 * A search compares every point that fits the filter, through the sqlite-vec extension: exact, linear in their number, and in a read thread.
 */
export async function createSqliteVectors(options: { file: string; clock: Clock; logger?: Logger }): Promise<VectorStore> {
  mkdirSync(dirname(options.file), { recursive: true });
  const lock = lockFile(options.file, 'the vector store');
  const handler = siblingModule(import.meta.url, 'sqlite-vectors-handler');
  const writer = await openSqliteWriter<VectorWrite, VectorWritten>({ file: options.file, handler }).catch(async (error: unknown) => {
    await lock.close();
    throw error;
  });
  const reader = openSqliteReader(options.file);
  const reads = siblingModule(import.meta.url, 'sqlite-vectors-reads');
  const searches = createSqliteReadThread<VectorRead, readonly FoundRow[]>({ file: options.file, handler: reads, extensions: [vectorExtension()] });

  async function write(request: VectorWrite): Promise<VectorWritten> {
    try {
      return await writer.write(request);
    } catch (error) {
      options.logger?.error({ err: error }, 'the vector store refused a write');
      throw new CodedError('STORE_UNAVAILABLE', 'the vector store cannot write', { cause: error });
    }
  }

  function findCollection(scope: Scope, name: string): Collection | undefined {
    assertCollectionName(name);
    return reader.get<Collection>('SELECT key, dimension FROM vector_collections WHERE workspace = ? AND name = ?', scope.workspace, name);
  }

  return {
    async upsert({ workspace }, collection, points) {
      assertCollectionName(collection);
      const dimension = assertPoints(points);
      if (points.length === 0) return;
      const written = await write({ kind: 'upsert', workspace, collection, dimension, points: points.map(toStored) });
      if (written.kind === 'dimension') throw wrongDimension('points[0].vector', written.settled, dimension);
    },
    async get(scope, name, ids) {
      const collection = findCollection(scope, name);
      if (collection === undefined) return [];
      const sql = `SELECT p.id, p.vector, p.payload FROM json_each(?) AS wanted CROSS JOIN vector_points AS p
        WHERE p.collection = ? AND p.id = wanted.value ORDER BY wanted.key`;
      return reader.all<{ id: string; vector: Uint8Array; payload: string }>(sql, JSON.stringify([...new Set(ids)]), collection.key).map(toPoint);
    },
    async search(scope, name, query) {
      assertQuery(query);
      const collection = findCollection(scope, name);
      if (collection === undefined) return [];
      if (collection.dimension !== query.vector.length) throw wrongDimension('vector', collection.dimension, query.vector.length);
      const pairs = toPayloadPairs(query.filter ?? {});
      const read = { collection: collection.key, vector: toBytes(query.vector), pairs, minScore: query.minScore, limit: query.limit };
      const found = await searches.ask(read).catch((error: unknown) => {
        options.logger?.error({ err: error }, 'the vector store failed a read');
        throw new CodedError('STORE_UNAVAILABLE', 'the vector store cannot read', { cause: error });
      });
      return found.map(toHit);
    },
    async remove({ workspace }, collection, ids) {
      assertCollectionName(collection);
      const written = await write({ kind: 'remove', workspace, collection, ids });
      return written.kind === 'done' ? written.points : 0;
    },
    async collections({ workspace }) {
      const sql = `SELECT c.name, c.dimension, (SELECT count(*) FROM vector_points AS p WHERE p.collection = c.key) AS count
        FROM vector_collections AS c WHERE c.workspace = ? ORDER BY c.name`;
      return reader.all<{ name: string; dimension: number; count: number }>(sql, workspace).map((row) => ({ ...row }));
    },
    status: async () => ({ engine: 'sqlite', reachable: writer.isAlive }),
    async close() {
      await writer.close();
      await searches.close();
      reader.close();
      await lock.close();
    },
  };
}

/** The path of sqlite-vec for this platform; its CommonJS entry resolves wherever this module runs. */
function vectorExtension(): string {
  const sqliteVec = createRequire(import.meta.url)('sqlite-vec') as typeof import('sqlite-vec');
  return sqliteVec.getLoadablePath();
}

function toStored({ id, vector, payload }: VectorPoint): StoredPoint {
  return { id, vector: toBytes(vector), payload: JSON.stringify(payload), pairs: toPayloadPairs(payload) };
}

function toBytes(vector: readonly number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(vector).buffer);
}

function toPoint(row: { id: string; vector: Uint8Array; payload: string }): VectorPoint {
  const parts = new Float32Array(row.vector.slice().buffer);
  return { id: row.id, vector: [...parts], payload: JSON.parse(row.payload) as JsonObject };
}

function toHit(row: FoundRow): VectorHit {
  return { id: row.id, score: Math.min(1, Math.max(-1, row.score)), payload: JSON.parse(row.payload) as JsonObject };
}
