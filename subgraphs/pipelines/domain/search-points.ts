import { badInput } from '../../../platform/errors/coded-error.ts';
import type { JsonObject } from '../../../platform/json/json-value.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { VectorHit, VectorStore } from '../../../platform/vectors/vector-store.ts';
import { given } from './given.ts';
import { readCollection } from './read-sink.ts';

/** What a caller looks for. */
export interface PointQuery {
  readonly vector: readonly number[];
  readonly first: number;
  readonly filter?: JsonObject | null | undefined;
  readonly minScore?: number | null | undefined;
}

/** The points nearest to a vector; BAD_USER_INPUT names the argument that cannot be. */
export function searchPoints(scope: Scope, collection: string, query: PointQuery & { store: VectorStore }): Promise<readonly VectorHit[]> {
  const { vector, first, filter, minScore, store } = query;
  if (first < 1 || first > 100) throw badInput('first', '1 to 100', first);
  if (vector.length === 0 || vector.length > 4_096 || !vector.every(Number.isFinite)) throw badInput('vector', '1 to 4096 finite numbers');
  return store.search(scope, readCollection(collection, 'collection'), {
    vector,
    limit: first,
    ...given('filter', filter, readPairs),
    ...given('minScore', minScore, (score) => score),
  });
}

function readPairs(filter: JsonObject): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(filter).map(([name, value]) => {
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
        throw badInput(`filter.${name}`, 'a text, a number or a boolean');
      return [name, value];
    }),
  );
}
