import { malformed, notPlayed, Refusal } from './refusal.ts';
import { NOT_PLAYED, readBoolean, readInteger, readList, readNumber, readObject, readPayload, readPointId, readText, type PointId } from './shape.ts';

interface Point {
  readonly id: PointId;
  readonly vector: readonly number[];
  readonly payload: Record<string, unknown>;
  readonly version: number;
}

interface Match {
  readonly key: string;
  readonly value: string | number | boolean;
}

interface Query {
  readonly query: number[];
  readonly filter?: Match[];
  readonly limit?: number;
  readonly offset?: number;
  readonly score_threshold?: number;
  readonly with_payload?: boolean;
  readonly with_vector?: boolean;
}

interface NewPoint {
  readonly id: PointId;
  readonly vector: number[];
  readonly payload?: Record<string, unknown>;
}

/** The points of one collection with cosine distance: kept in single precision and, as the documentation says of cosine, at length one. */
export class CollectionOfPoints {
  readonly size: number;
  readonly indexes = new Map<string, string>();
  private readonly points = new Map<PointId, Point>();
  private operations = 0;

  constructor(size: number) {
    this.size = size;
  }

  /** Reads an upsert's body; answers what applies it, for it may be acknowledged before it is applied. */
  readUpsert(body: unknown): () => void {
    const notPlayedHere = { shard_key: NOT_PLAYED, update_filter: NOT_PLAYED, update_mode: NOT_PLAYED };
    const { points } = readObject<{ points: NewPoint[] } & { [K in keyof typeof notPlayedHere]?: unknown }>(body, 'body', {
      ...notPlayedHere,
      points: { read: readList(readNewPoint) },
    });
    for (const { vector } of points) this.assertSize(vector);
    return () => {
      const version = ++this.operations;
      for (const { id, vector, payload } of points) this.points.set(id, { id, vector: toUnit(vector), payload: payload ?? {}, version });
    };
  }

  readDelete(body: unknown): () => void {
    if (typeof body === 'object' && body !== null && 'filter' in body) throw notPlayed('deletion by filter');
    const { points } = readObject<{ points: PointId[]; shard_key?: unknown }>(body, 'body', {
      points: { read: readList(readPointId) },
      shard_key: NOT_PLAYED,
    });
    return () => {
      this.operations++;
      for (const id of points) this.points.delete(id);
    };
  }

  retrieve(body: unknown): unknown[] {
    const request = readObject<{ ids: PointId[]; with_payload?: boolean; with_vector?: boolean; shard_key?: unknown }>(body, 'body', {
      ids: { read: readList(readPointId) },
      with_payload: { read: readBoolean, optional: true },
      with_vector: { read: readBoolean, optional: true },
      shard_key: NOT_PLAYED,
    });
    const found = [...new Set(request.ids)].flatMap((id) => this.points.get(id) ?? []);
    // The order of a retrieval is not documented: the double's is not the one asked for.
    return found.reverse().map((point) => show(point, { with_payload: request.with_payload ?? true, with_vector: request.with_vector ?? false }));
  }

  query(body: unknown): { points: unknown[] } {
    const request = readQuery(body);
    this.assertSize(request.query);
    const wanted = toUnit(request.query);
    const scored = [...this.points.values()]
      .filter(({ payload }) => (request.filter ?? []).every((match) => fits(payload, match)))
      .map((point) => ({ point, score: Math.fround(dot(point.vector, wanted)) }))
      .filter(({ score }) => request.score_threshold === undefined || score >= request.score_threshold)
      .sort((a, b) => b.score - a.score);
    const from = request.offset ?? 0;
    const page = scored.slice(from, from + (request.limit ?? 10));
    return { points: page.map(({ point, score }) => ({ ...show(point, request), version: point.version, score })) };
  }

  count(body: unknown): { count: number } {
    const { filter } = readObject<{ filter?: Match[]; exact?: boolean; shard_key?: unknown }>(body, 'body', {
      filter: { read: readFilter, optional: true },
      exact: { read: readBoolean, optional: true },
      shard_key: NOT_PLAYED,
    });
    return { count: [...this.points.values()].filter(({ payload }) => (filter ?? []).every((match) => fits(payload, match))).length };
  }

  private assertSize(vector: readonly number[]): void {
    if (vector.length !== this.size) throw new Refusal(400, `Wrong input: Vector dimension error: expected dim: ${this.size}, got ${vector.length}`);
  }
}

function readNewPoint(value: unknown, field: string): NewPoint {
  return readObject<NewPoint>(value, field, {
    id: { read: readPointId },
    vector: { read: readList(readNumber) },
    payload: { read: readPayload, optional: true },
  });
}

function readQuery(body: unknown): Query {
  const notPlayedHere = { shard_key: NOT_PLAYED, prefetch: NOT_PLAYED, using: NOT_PLAYED, params: NOT_PLAYED, lookup_from: NOT_PLAYED };
  return readObject<Query & { [K in keyof typeof notPlayedHere]?: unknown }>(body, 'body', {
    ...notPlayedHere,
    query: { read: readList(readNumber) },
    filter: { read: readFilter, optional: true },
    limit: { read: readInteger(1, Number.MAX_SAFE_INTEGER), optional: true },
    offset: { read: readInteger(0, Number.MAX_SAFE_INTEGER), optional: true },
    score_threshold: { read: readNumber, optional: true },
    with_payload: { read: readBoolean, optional: true },
    with_vector: { read: readBoolean, optional: true },
  });
}

function readFilter(value: unknown, field: string): Match[] {
  const filter = readObject<{ must: Match[]; should?: unknown; min_should?: unknown; must_not?: unknown }>(value, field, {
    must: { read: readList(readMatch) },
    should: NOT_PLAYED,
    min_should: NOT_PLAYED,
    must_not: NOT_PLAYED,
  });
  return filter.must;
}

function readMatch(value: unknown, field: string): Match {
  const condition = readObject<{ key: string; match: { value: string | number | boolean } }>(value, field, {
    key: { read: readText },
    match: { read: (match, name) => readObject<{ value: string | number | boolean }>(match, name, { value: { read: readVariant } }) },
  });
  if (!/^[A-Za-z0-9_-]+$/.test(condition.key)) throw notPlayed(`the JSON path ${condition.key}`);
  return { key: condition.key, value: condition.match.value };
}

/** Documented as string, integer or boolean: a fraction cannot be matched. */
function readVariant(value: unknown, field: string): string | number | boolean {
  if (typeof value === 'string' || typeof value === 'boolean' || Number.isInteger(value)) return value as string | number | boolean;
  throw malformed(`${field}: data did not match any variant of untagged enum ValueVariants`);
}

/** A list fits when one of its values does. */
function fits(payload: Record<string, unknown>, { key, value }: Match): boolean {
  const found = payload[key];
  return Array.isArray(found) ? found.includes(value) : found === value;
}

function show(point: Point, request: { with_payload?: boolean; with_vector?: boolean }): Record<string, unknown> {
  return {
    id: point.id,
    ...(request.with_payload === true ? { payload: point.payload } : {}),
    ...(request.with_vector === true ? { vector: point.vector } : {}),
  };
}

function toUnit(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return vector.map((part) => Math.fround(length === 0 ? part : part / length));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, part, index) => sum + part * (b[index] ?? 0), 0);
}
