import DataLoader from 'dataloader';
import type { Scope } from '../../platform/request/scope.ts';
import type { EventCountStore } from './domain/event-counts.ts';
import type { TimeRange } from './domain/time-range.ts';

/** What one request reads in few queries. */
export interface Loaders {
  /** How many events have this subject within the range. */
  readonly subjectCount: DataLoader<{ readonly subject: string; readonly range: TimeRange }, number>;
}

/** One request's reads, gathered: one query a range. Nothing is kept. */
export function createLoaders(counts: EventCountStore, scope: Scope): Loaders {
  return {
    subjectCount: new DataLoader(
      async (keys) => {
        const byRange = Map.groupBy(keys, ({ range }) => JSON.stringify(range));
        const found = new Map(
          await Promise.all(
            [...byRange].map(
              async ([text, own]) =>
                [
                  text,
                  await counts.countBySubject(
                    scope,
                    own.map(({ subject }) => subject),
                    own[0]?.range ?? {},
                  ),
                ] as const,
            ),
          ),
        );
        return keys.map(({ subject, range }) => found.get(JSON.stringify(range))?.get(subject) ?? 0);
      },
      { cache: false, maxBatchSize: 1_000 },
    ),
  };
}
