import type { JsonObject } from '../json/json-value.ts';
import type { Scope } from '../request/scope.ts';

/** One point; (workspace, collection, id) is unique. */
export interface VectorPoint {
  readonly id: string;
  readonly vector: readonly number[];
  readonly payload: JsonObject;
}

/** A point that a search found. */
export interface VectorHit {
  readonly id: string;
  /** Cosine similarity, −1 to 1; higher is nearer. */
  readonly score: number;
  readonly payload: JsonObject;
}

/** Points with a payload filter and cosine similarity, confined to the scope's workspace. Rejects with STORE_UNAVAILABLE when out of reach. */
export interface VectorStore {
  /** Creates or replaces points. The first upsert of a collection settles its dimension (1–4096); another is BAD_USER_INPUT and nothing is kept. */
  upsert(scope: Scope, collection: string, points: readonly VectorPoint[]): Promise<void>;
  get(scope: Scope, collection: string, ids: readonly string[]): Promise<readonly VectorPoint[]>;
  /** The nearest `limit` points whose payload holds every pair of `filter` (strings, numbers, booleans), best first. An absent collection has none. */
  search(
    scope: Scope,
    collection: string,
    query: { vector: readonly number[]; filter?: Readonly<Record<string, string | number | boolean>>; limit: number; minScore?: number },
  ): Promise<readonly VectorHit[]>;
  /** Answers how many of the ids were there. */
  remove(scope: Scope, collection: string, ids: readonly string[]): Promise<number>;
  collections(scope: Scope): Promise<readonly { readonly name: string; readonly dimension: number; readonly count: number }[]>;
  status(): Promise<{ readonly engine: string; readonly reachable: boolean }>;
  close(): Promise<void>;
}
