import type { DeferredResult, PendingResult } from '../../operation.ts';
import { mayAdd, toPathKey, type DeferredPlace } from './deferred-places.ts';
import type { PreparedFragment } from './prepare-deferred.ts';

/** What clients have been told to expect. */
export interface AnnouncedResults {
  /** Announces what a fragment is going to add to its objects. */
  announce(fragment: PreparedFragment, places: readonly DeferredPlace[]): readonly PendingResult[];
  /** What has to be said together with the results of a fragment. */
  settle(fragment: PreparedFragment, results: readonly Omit<DeferredResult, 'id'>[]): SettledResults;
}

/** What of the announced fragments has come, or is known not to come. */
export interface SettledResults {
  readonly results: readonly DeferredResult[];
  /** Of those that nobody expected: the type of their object came with them. */
  readonly pending: readonly PendingResult[];
  /** Ids of those that were expected in vain. */
  readonly withdrawn: readonly string[];
}

/** The announcements of one answer. */
export function createAnnouncedResults(): AnnouncedResults {
  /** Of each fragment, by path. */
  const expected = new Map<PreparedFragment, Map<string, PendingResult>>();
  let count = 0;

  function expect({ label }: PreparedFragment, path: PendingResult['path']): PendingResult {
    return { id: String(count++), path, ...(label === undefined ? {} : { label }) };
  }

  return {
    announce(fragment, places) {
      if (expected.has(fragment)) return [];
      const pending = places.filter((place) => mayAdd(fragment, place)).map(({ path }) => expect(fragment, path));
      expected.set(fragment, new Map(pending.map((one) => [toPathKey(one.path), one])));
      return pending;
    },
    settle(fragment, results) {
      const left = expected.get(fragment) ?? new Map<string, PendingResult>();
      const pending: PendingResult[] = [];
      const settled = results.map((result): DeferredResult => {
        const key = toPathKey(result.path);
        const known = left.get(key);
        left.delete(key);
        if (known !== undefined) return { id: known.id, ...result };
        const news = expect(fragment, result.path);
        pending.push(news);
        return { id: news.id, ...result };
      });
      return { results: settled, pending, withdrawn: [...left.values()].map(({ id }) => id) };
    },
  };
}
