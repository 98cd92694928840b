import type { Change } from '../../../platform/records/records.ts';
import type { SideEffect, Suppression } from '../domain/side-effects.ts';
import type { RoutingTables } from './routing-tables.ts';

/** Records effects; the first record of a key stays. */
export function toEffectChanges(effects: readonly SideEffect[]): readonly Change<RoutingTables>[] {
  if (effects.length === 0) return [];
  const rows = effects.map(({ key, digest, atMs }) => ({ effect_key: key, digest, result: null, done_at: atMs }));
  return [
    {
      build: (db) =>
        db
          .insertInto('side_effect')
          .values(rows)
          .onConflict((conflict) => conflict.column('effect_key').doNothing()),
    },
  ];
}

/** Notes what was left undone; once a replay and effect. */
export function toSuppressionChanges(suppressions: readonly Suppression[]): readonly Change<RoutingTables>[] {
  if (suppressions.length === 0) return [];
  const rows = suppressions.map(({ replayId, effectKey, event, differs, atMs }) => ({
    replay_id: replayId,
    effect_key: effectKey,
    event_source: event.source,
    event_id: event.id,
    differs: differs ? 1 : 0,
    at: atMs,
  }));
  return [
    {
      build: (db) =>
        db
          .insertInto('suppression')
          .values(rows)
          .onConflict((conflict) => conflict.columns(['replay_id', 'effect_key']).doNothing()),
    },
  ];
}
