import DataLoader from 'dataloader';
import type { EventLog, RecordedEvent } from '../../platform/event-log/event-log.ts';
import type { Scope } from '../../platform/request/scope.ts';

interface EventKey {
  readonly source: string;
  readonly id: string;
}

/** What one request reads in few calls. */
export interface Loaders {
  readonly event: DataLoader<EventKey, RecordedEvent | undefined, string>;
}

/** One request's reads: the same event is looked up once. */
export function createLoaders(log: EventLog, scope: Scope): Loaders {
  return {
    event: new DataLoader((keys) => Promise.all(keys.map((key) => log.find(scope, key))), { cacheKeyFn: ({ source, id }) => JSON.stringify([source, id]) }),
  };
}
