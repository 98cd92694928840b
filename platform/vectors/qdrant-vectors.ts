import { createHash } from 'node:crypto';
import { CodedError } from '../errors/coded-error.ts';
import type { JsonObject } from '../json/json-value.ts';
import type { Logger } from '../logging/logger.ts';
import { toPayloadPairs } from './payload-pairs.ts';
import { absentIfNotFound, createQdrantCollections, PAIRS_FIELD, toServerName } from './qdrant-collections.ts';
import { connectToQdrant } from './qdrant-connection.ts';
import { assertCollectionName, assertPoints, assertQuery, wrongDimension } from './vector-input.ts';
import type { VectorPoint, VectorStore } from './vector-store.ts';

/** A request stays well below the server's limit of 32 MB: about 20 bytes a number. */
const NUMBERS_PER_REQUEST = 400_000;
const POINTS_PER_REQUEST = 1_000;

/** What a stored point carries beside its vector. */
interface StoredPayload {
  /** The port's id; the server's own is a UUID made of it. */
  readonly id: string;
  /** The server keeps cosine vectors at length one; this brings the original back. */
  readonly length: number;
  readonly [PAIRS_FIELD]: readonly string[];
  /** The caller's payload as JSON text, so that every number comes back as it was. */
  readonly json: string;
}

/**
 * Points in a Qdrant server (1.10 or later), one of its collections for each collection of a workspace. An acknowledged
 * write is applied (`wait=true`). Searches use the server's index: exact while a collection is small, approximate beyond.
 * `remove` counts by a look before it deletes. Rejects with a ConfigError of one line when the server is away at start.
 */
export async function createQdrantVectors(options: { url: string; apiKey?: string | undefined; logger: Logger }): Promise<VectorStore> {
  const run = await connectToQdrant(options);
  const collections = createQdrantCollections(run);

  async function retrieve(serverName: string, ids: readonly string[], withVector: boolean): Promise<readonly { payload: StoredPayload; vector: number[] }[]> {
    const found = [];
    for (const some of inChunks([...new Set(ids)], POINTS_PER_REQUEST)) {
      const request = { ids: some.map(toPointId), with_payload: true, with_vector: withVector };
      const records = await run((client) => client.retrieve(serverName, request)).catch(absentIfNotFound);
      found.push(...(records ?? []));
    }
    return found.map(({ payload, vector }) => ({ payload: payload as unknown as StoredPayload, vector: (vector ?? []) as number[] }));
  }

  return {
    async upsert(scope, collection, points) {
      assertCollectionName(collection);
      const dimension = assertPoints(points);
      if (points.length === 0) return;
      const settled = await collections.ensure(scope, collection, dimension);
      if (settled !== dimension) throw wrongDimension('points[0].vector', settled, dimension);
      const latest = [...new Map(points.map((point) => [point.id, point])).values()];
      for (const some of inChunks(latest, Math.min(POINTS_PER_REQUEST, Math.ceil(NUMBERS_PER_REQUEST / dimension)))) {
        assertApplied(await run((client) => client.upsert(toServerName(scope, collection), { wait: true, points: some.map(toStored) })));
      }
    },
    async get(scope, collection, ids) {
      assertCollectionName(collection);
      const found = await retrieve(toServerName(scope, collection), ids, true);
      const byId = new Map(found.map(({ payload, vector }) => [payload.id, { payload, vector }]));
      return [...new Set(ids)].flatMap((id) => {
        const point = byId.get(id);
        return point === undefined ? [] : [{ id, vector: point.vector.map((part) => part * point.payload.length), payload: readPayload(point.payload) }];
      });
    },
    async search(scope, collection, query) {
      assertQuery(query);
      assertCollectionName(collection);
      const dimension = await collections.find(scope, collection);
      if (dimension === undefined) return [];
      if (dimension !== query.vector.length) throw wrongDimension('vector', dimension, query.vector.length);
      const must = toPayloadPairs(query.filter ?? {}).map((pair) => ({ key: PAIRS_FIELD, match: { value: pair } }));
      const { points } = await run((client) =>
        client.query(toServerName(scope, collection), {
          query: [...query.vector],
          limit: query.limit,
          with_payload: true,
          ...(must.length === 0 ? {} : { filter: { must } }),
          ...(query.minScore === undefined ? {} : { score_threshold: query.minScore }),
        }),
      );
      return points.map(({ score, payload }) => {
        const stored = payload as unknown as StoredPayload;
        return { id: stored.id, score: Math.min(1, Math.max(-1, score)), payload: readPayload(stored) };
      });
    },
    async remove(scope, collection, ids) {
      assertCollectionName(collection);
      const serverName = toServerName(scope, collection);
      const there = (await retrieve(serverName, ids, false)).map(({ payload }) => payload.id);
      for (const some of inChunks(there, POINTS_PER_REQUEST)) {
        assertApplied(await run((client) => client.delete(serverName, { wait: true, points: some.map(toPointId) })));
      }
      return there.length;
    },
    collections: (scope) => collections.list(scope),
    async status() {
      const reachable = await run((client) => client.versionInfo()).then(
        () => true,
        () => false,
      );
      return { engine: 'qdrant', reachable };
    },
    // The client's connections are the runtime's own and end when idle.
    close: async () => undefined,
  };
}

/** `wait=true` may still answer that the wait was too long: that is no acknowledgement. */
function assertApplied(result: { status: string }): void {
  if (result.status !== 'completed') throw new CodedError('STORE_UNAVAILABLE', `the vector store did not apply the change in time (${result.status})`);
}

/** The server takes numbers and UUIDs as ids: this is the id's SHA-256 in the form of a UUID of version 8. */
function toPointId(id: string): string {
  const hex = createHash('sha256').update(id).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function toStored({ id, vector, payload }: VectorPoint): { id: string; vector: number[]; payload: Record<string, unknown> } {
  const stored: StoredPayload = { id, length: Math.hypot(...vector), pairs: toPayloadPairs(payload), json: JSON.stringify(payload) };
  return { id: toPointId(id), vector: [...vector], payload: { ...stored } };
}

function readPayload(stored: StoredPayload): JsonObject {
  return JSON.parse(stored.json) as JsonObject;
}

function* inChunks<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}
