/** The writing half of the SQLite vectors; runs in the file's writer thread, which needs no vector functions: only reads compare. */
import type { DatabaseSync } from 'node:sqlite';
import type { WriteHandler } from '../sqlite/write-handler.ts';

/** A point as its table has it; `payload` is JSON, `pairs` what it can be filtered by. */
export interface StoredPoint {
  readonly id: string;
  /** Single-precision parts, little-endian. */
  readonly vector: Uint8Array;
  readonly payload: string;
  readonly pairs: readonly string[];
}

/** What the vectors' writer thread is asked; each is done whole or not at all. */
export type VectorWrite =
  | { readonly kind: 'upsert'; readonly workspace: string; readonly collection: string; readonly dimension: number; readonly points: readonly StoredPoint[] }
  | { readonly kind: 'remove'; readonly workspace: string; readonly collection: string; readonly ids: readonly string[] };

/** `dimension` tells of a collection that has another one; nothing of the request is kept then. */
export type VectorWritten = { readonly kind: 'done'; readonly points: number } | { readonly kind: 'dimension'; readonly settled: number };

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS vector_collections (
    key INTEGER PRIMARY KEY, workspace TEXT NOT NULL, name TEXT NOT NULL, dimension INTEGER NOT NULL,
    UNIQUE (workspace, name)
  );
  CREATE TABLE IF NOT EXISTS vector_points (
    key INTEGER PRIMARY KEY, collection INTEGER NOT NULL REFERENCES vector_collections (key),
    id TEXT NOT NULL, vector BLOB NOT NULL, payload TEXT NOT NULL,
    UNIQUE (collection, id)
  );
  CREATE TABLE IF NOT EXISTS vector_pairs (
    collection INTEGER NOT NULL, pair TEXT NOT NULL, point INTEGER NOT NULL REFERENCES vector_points (key) ON DELETE CASCADE,
    PRIMARY KEY (collection, pair, point)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS vector_pairs_by_point ON vector_pairs (point);
`;

/** Called once by the writer thread, as `write-handler.ts` describes. */
export function createWriteHandler(db: DatabaseSync): WriteHandler<VectorWrite, VectorWritten> {
  db.exec(SCHEMA);
  const findCollection = db.prepare('SELECT key, dimension FROM vector_collections WHERE workspace = ? AND name = ?');
  const putCollection = db.prepare('INSERT INTO vector_collections (workspace, name, dimension) VALUES (?, ?, ?) RETURNING key, dimension');
  const putPoint = db.prepare(`INSERT INTO vector_points (collection, id, vector, payload) VALUES (?, ?, ?, ?)
    ON CONFLICT (collection, id) DO UPDATE SET vector = excluded.vector, payload = excluded.payload RETURNING key`);
  const dropPairs = db.prepare('DELETE FROM vector_pairs WHERE point = ?');
  const putPair = db.prepare('INSERT INTO vector_pairs (collection, pair, point) VALUES (?, ?, ?)');
  const removePoint = db.prepare('DELETE FROM vector_points WHERE collection = ? AND id = ?');

  function upsert(write: VectorWrite & { kind: 'upsert' }): VectorWritten {
    const found = findCollection.get(write.workspace, write.collection) ?? putCollection.get(write.workspace, write.collection, write.dimension);
    const collection = found as { key: number; dimension: number };
    if (collection.dimension !== write.dimension) return { kind: 'dimension', settled: collection.dimension };
    for (const point of write.points) {
      const { key } = putPoint.get(collection.key, point.id, point.vector, point.payload) as { key: number };
      dropPairs.run(key);
      for (const pair of point.pairs) putPair.run(collection.key, pair, key);
    }
    return { kind: 'done', points: write.points.length };
  }

  function remove(write: VectorWrite & { kind: 'remove' }): VectorWritten {
    const collection = findCollection.get(write.workspace, write.collection) as { key: number } | undefined;
    let points = 0;
    if (collection !== undefined) for (const id of write.ids) points += Number(removePoint.run(collection.key, id).changes);
    return { kind: 'done', points };
  }

  return { apply: (write) => (write.kind === 'upsert' ? upsert(write) : remove(write)) };
}
