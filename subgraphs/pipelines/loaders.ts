import DataLoader from 'dataloader';
import type { Scope } from '../../platform/request/scope.ts';
import type { Pipeline } from './domain/pipeline.ts';
import type { PipelineStats, PipelineStore } from './domain/pipeline-store.ts';
import type { Run } from './domain/run.ts';

/** What one request reads in few queries. */
export interface Loaders {
  /** By id; undefined when the workspace has no such pipeline. */
  readonly pipeline: DataLoader<string, Pipeline | undefined>;
  /** By id; undefined when the workspace has no such run. */
  readonly run: DataLoader<string, Run | undefined>;
  /** The newest run of a pipeline. */
  readonly lastRun: DataLoader<string, Run | undefined>;
  /** Undefined for a pipeline without runs. */
  readonly stats: DataLoader<string, PipelineStats | undefined>;
  /** The pipelines attributed to a service. */
  readonly readers: DataLoader<string, readonly Pipeline[]>;
}

/** One request's reads, gathered into as few as the number of values in a statement lets. Nothing is kept: a subscription's request lives long, and what it reads changes. */
export function createLoaders(store: PipelineStore, scope: Scope): Loaders {
  const options = { cache: false, maxBatchSize: 1_000 } as const;
  return {
    pipeline: new DataLoader(async (ids) => pick(ids, await store.pipelines(scope, ids), ({ id }) => id), options),
    run: new DataLoader(async (ids) => pick(ids, await store.runs(scope, ids), ({ id }) => id), options),
    lastRun: new DataLoader(async (ids) => pick(ids, await store.lastRuns(scope, ids), ({ pipelineId }) => pipelineId), options),
    stats: new DataLoader(async (ids) => {
      const stats = await store.stats(scope, ids);
      return ids.map((id) => stats.get(id));
    }, options),
    readers: new DataLoader(async (serviceIds) => {
      const readers = await store.readersOf(scope, serviceIds);
      return serviceIds.map((id) => readers.filter(({ serviceId }) => serviceId === id).map(({ pipeline }) => pipeline));
    }, options),
  };
}

function pick<T>(keys: readonly string[], found: readonly T[], keyOf: (item: T) => string): (T | undefined)[] {
  const byKey = new Map(found.map((item) => [keyOf(item), item]));
  return keys.map((key) => byKey.get(key));
}
