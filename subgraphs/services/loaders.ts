import DataLoader from 'dataloader';
import type { Scope } from '../../platform/request/scope.ts';
import type { ServiceRegistry } from './domain/service-registry.ts';
import type { Service } from './domain/service.ts';

/** What one request reads in few queries. */
export interface Loaders {
  /** By id; undefined when the workspace has no such service. */
  readonly service: DataLoader<string, Service | undefined>;
}

/** One request's reads, gathered into as few as the number of values in a statement lets. Nothing is kept: a subscription's request lives long, and its services change. */
export function createLoaders(registry: ServiceRegistry, scope: Scope): Loaders {
  return {
    service: new DataLoader(
      async (ids) => {
        const byId = new Map((await registry.find(scope, ids)).map((service) => [service.id, service]));
        return ids.map((id) => byId.get(id));
      },
      { cache: false, maxBatchSize: 1_000 },
    ),
  };
}
