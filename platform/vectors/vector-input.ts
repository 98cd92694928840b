import { badInput } from '../errors/coded-error.ts';
import type { VectorPoint, VectorStore } from './vector-store.ts';

/** What one call may ask for; both engines refuse more. */
const VECTOR_LIMITS = { dimension: 4096, hits: 1_000, filterPairs: 32 } as const;

const COLLECTION = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
/** No control characters and no halves of surrogate pairs: those do not survive every engine. */
const ID = /^[^\p{Cc}\p{Cs}]{1,512}$/u;

/** Throws BAD_USER_INPUT unless `name` may be a collection's: 1–100 of `A-Za-z0-9._-`, starting with a letter or digit. */
export function assertCollectionName(name: string): void {
  if (!COLLECTION.test(name)) throw badInput('collection', '1 to 100 letters, digits or ._-, starting with a letter or digit', name);
}

/** Throws BAD_USER_INPUT naming the first point that may not be stored; all of one call have one dimension, which it answers. */
export function assertPoints(points: readonly VectorPoint[]): number {
  const dimension = points[0]?.vector.length ?? 0;
  points.forEach(({ id, vector }, index) => {
    if (!ID.test(id)) throw badInput(`points[${index}].id`, '1 to 512 characters, none of them a control character', id);
    assertVector(vector, `points[${index}].vector`);
    if (vector.length !== dimension) throw wrongDimension(`points[${index}].vector`, dimension, vector.length);
  });
  return dimension;
}

/** Throws BAD_USER_INPUT unless the vector, the limit and the score may be searched with. */
export function assertQuery(query: Parameters<VectorStore['search']>[2]): void {
  assertVector(query.vector, 'vector');
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > VECTOR_LIMITS.hits) {
    throw badInput('limit', `a whole number from 1 to ${VECTOR_LIMITS.hits}`, query.limit);
  }
  if (query.minScore !== undefined && !(query.minScore >= -1 && query.minScore <= 1)) throw badInput('minScore', 'a number from -1 to 1', query.minScore);
  const pairs = Object.entries(query.filter ?? {});
  if (pairs.length > VECTOR_LIMITS.filterPairs) throw badInput('filter', `at most ${VECTOR_LIMITS.filterPairs} pairs`, pairs.length);
  for (const [key, value] of pairs) {
    const fits = typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
    if (!fits) throw badInput(`filter.${key}`, 'a string, a finite number or a boolean', value);
  }
}

/** The refusal of a vector that does not fit its collection. */
export function wrongDimension(field: string, expected: number, received: number): Error {
  return badInput(field, `${expected} numbers, as the collection's other vectors have`, `${received} numbers`);
}

/** Vectors are kept and compared in single precision: one that is too short or too long there has no direction, hence no cosine. */
function assertVector(vector: readonly number[], field: string): void {
  const fits = vector.length >= 1 && vector.length <= VECTOR_LIMITS.dimension;
  if (!fits) throw badInput(field, `1 to ${VECTOR_LIMITS.dimension} numbers`, `${vector.length} numbers`);
  const wrong = vector.findIndex((part) => !Number.isFinite(part));
  if (wrong >= 0) throw badInput(`${field}[${wrong}]`, 'a finite number', vector[wrong]);
  const length = Math.hypot(...vector);
  if (length < 1e-15 || length > 1e15) throw badInput(field, 'a vector whose length is from 1e-15 to 1e15', length);
}
