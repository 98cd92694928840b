import { isDeepStrictEqual } from 'node:util';
import type { Scope } from '../../../../platform/request/scope.ts';
import type { EntryDifference, Generation, ProjectionEntry } from './projection.ts';
import type { ProjectionStore } from './projection-store.ts';

const PAGE = 500;
const MAX_DIFFERENCES = 20;

/** The first entries in which two generations differ; none when they are equal. */
export async function compareGenerations(
  store: Pick<ProjectionStore, 'entries' | 'listEntries'>,
  scope: Scope,
  { live, rebuilt }: { live: Generation; rebuilt: Generation },
): Promise<readonly EntryDifference[]> {
  const differences: EntryDifference[] = [];

  /** Looks each entry of one up in the other. */
  async function look(from: Generation, into: Generation, note: (entry: ProjectionEntry, other: ProjectionEntry | undefined) => void): Promise<void> {
    let after: string | undefined;
    while (differences.length < MAX_DIFFERENCES) {
      const page = await store.listEntries(scope, from.id, { after, limit: PAGE });
      const keys = page.map(({ key }) => key);
      const others = new Map((await store.entries(scope, into.id, keys)).map((entry) => [entry.key, entry]));
      for (const entry of page) note(entry, others.get(entry.key));
      if (page.length < PAGE) return;
      after = keys.at(-1);
    }
  }

  await look(live, rebuilt, ({ key, state }, other) => {
    if (other === undefined) differences.push({ key, live: state });
    else if (!isDeepStrictEqual(state, other.state)) differences.push({ key, live: state, rebuilt: other.state });
  });
  await look(rebuilt, live, ({ key, state }, other) => {
    if (other === undefined) differences.push({ key, rebuilt: state });
  });
  return differences.slice(0, MAX_DIFFERENCES);
}
