/** The searches of the SQLite vectors; run in the file's read thread, for each compares every vector that fits its filter. */
import type { SqliteReader } from '../sqlite/sqlite-reader.ts';
import type { ReadHandler } from '../sqlite/sqlite-read-thread.ts';

/** What the vectors' read thread is asked. */
export interface VectorRead {
  /** The collection's key. */
  readonly collection: number;
  /** Single-precision parts, little-endian. */
  readonly vector: Uint8Array;
  readonly pairs: readonly string[];
  readonly minScore: number | undefined;
  readonly limit: number;
}

/** A point that fits; the best come first. */
export interface FoundRow {
  readonly id: string;
  readonly score: number;
  readonly payload: string;
}

/** Called once by the read thread. */
export function createReadHandler(reader: SqliteReader): ReadHandler<VectorRead, readonly FoundRow[]> {
  return { answer: (read) => search(reader, read) };
}

/** First the best keys by their scores alone, then their payloads: a sort that carries payloads takes five times as long. */
function search(reader: SqliteReader, { collection, vector, pairs, minScore, limit }: VectorRead): readonly FoundRow[] {
  const candidates = pairs.length === 0 ? 'vector_points AS p WHERE p.collection = ?' : withPairs(pairs.length);
  const sql = `SELECT p.id, best.score, p.payload FROM (
      SELECT key, score FROM (SELECT p.key, 1 - vec_distance_cosine(p.vector, ?) AS score FROM ${candidates})
      WHERE score >= ? ORDER BY score DESC, key LIMIT ?
    ) AS best CROSS JOIN vector_points AS p ON p.key = best.key ORDER BY best.score DESC, p.key`;
  const filter = pairs.length === 0 ? [collection] : pairs.flatMap((pair) => [collection, pair]);
  return reader.all<FoundRow>(sql, vector, ...filter, minScore ?? -2, limit).map((row) => ({ ...row }));
}

/** The points that have every pair: what the index of pairs agrees on is found before any vector is read. */
function withPairs(count: number): string {
  const having = Array.from({ length: count }, () => 'SELECT point FROM vector_pairs WHERE collection = ? AND pair = ?').join(' INTERSECT ');
  return `(${having}) AS fitting CROSS JOIN vector_points AS p ON p.key = fitting.point`;
}
