import type { SubgraphError } from '../../platform/subgraph/endpoint.ts';
import { toClientPaths } from './client-paths.ts';
import type { DataObject } from './own-property.ts';
import type { ObjectProjection } from './projection.ts';

/** Errors that say the same of the same place, e.g. where two required fields failed together, are told once. */
export function toClientErrors(errors: readonly SubgraphError[], projection: ObjectProjection, data: DataObject): SubgraphError[] {
  const told = new Map<string, SubgraphError>();
  for (const error of errors) {
    for (const path of toClientPaths(error.path ?? [], projection, data)) {
      const { path: _sourcePath, ...rest } = error;
      const key = JSON.stringify([path, error.message, error.extensions]);
      if (!told.has(key)) told.set(key, path.length === 0 ? rest : { ...rest, path });
    }
  }
  return [...told.values()];
}
