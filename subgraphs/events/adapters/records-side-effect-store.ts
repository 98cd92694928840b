import { randomUUID } from 'node:crypto';
import type { RecordsKit } from '../../../platform/subgraph/host.ts';
import type { SideEffectStore } from '../domain/side-effect-commands.ts';
import { toSuppressionChanges } from './effect-changes.ts';
import { readEffects } from './read-effects.ts';
import type { RoutingTables } from './routing-tables.ts';

/** Side effects over the records port. */
export function createRecordsSideEffectStore<DB extends RoutingTables>(kit: Pick<RecordsKit<DB>, 'records'>): SideEffectStore {
  // The other tables of the subgraph are of no interest here.
  const { records } = kit as unknown as Pick<RecordsKit<RoutingTables>, 'records'>;
  const unit = () => ({ commandId: randomUUID(), isRemembered: false, events: [] });
  return {
    async claim(scope, { key, digest, atMs }) {
      const row = { effect_key: key, digest, result: null, done_at: atMs };
      const outcome = await records.commit(scope, {
        ...unit(),
        changes: [{ build: (db) => db.insertInto('side_effect').values(row), expect: { rows: 1, guard: 'side-effect-key' } }],
      });
      return outcome.kind !== 'conflict';
    },
    effects: (scope, keys) => readEffects(records, scope, keys),
    async note(scope, suppression) {
      await records.commit(scope, { ...unit(), changes: toSuppressionChanges([suppression]) });
    },
  };
}
