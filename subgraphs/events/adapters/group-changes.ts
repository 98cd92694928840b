import type { LineChange } from '../domain/deliveries/delivery-store.ts';
import type { DeliveryChanges } from './line-changes.ts';

type OfKind<K extends LineChange['kind']> = Extract<LineChange, { kind: K }>;

/** Claims under way decide anew, for the bounds that they go by have changed. */
export function toSetSettings({ lineId, seen, settings }: OfKind<'set-settings'>): DeliveryChanges {
  return [
    {
      build: (db) =>
        db
          .updateTable('line')
          .set((eb) => ({ settings: JSON.stringify(settings), required: settings.required === true ? 1 : 0, version: eb('version', '+', 1) }))
          .where('id', '=', lineId)
          .where('settings', '=', JSON.stringify(seen)),
      expect: { rows: 1, guard: 'settings' },
    },
  ];
}

/** The statements that note when a group was last asked. */
export function toNoteActive({ lineId, atMs, required }: OfKind<'note-active'>): DeliveryChanges {
  const set = { active_at: atMs, required: required ? 1 : 0 };
  return [{ build: (db) => db.updateTable('line').set(set).where('id', '=', lineId).where('active_at', '<', atMs) }];
}

/** The statements by which a group that nobody asks loses its hold on the log; a conflict when somebody has asked. */
export function toLapse({ lineId, activeAtMs }: OfKind<'lapse'>): DeliveryChanges {
  return [
    {
      build: (db) => db.updateTable('line').set({ required: 0 }).where('id', '=', lineId).where('active_at', '=', activeAtMs).where('required', '=', 1),
      expect: { rows: 1, guard: 'line' },
    },
  ];
}

/** The statements that count what became of events, by source. */
export function toCountSources({ lineId, counts }: OfKind<'count-sources'>): DeliveryChanges {
  return counts.map(({ source, taken = 0, acknowledged = 0, redelivered = 0, discarded = 0 }) => ({
    build: (db) =>
      db
        .insertInto('line_source')
        .values({ line_id: lineId, event_source: source, taken, acknowledged, redelivered, discarded })
        .onConflict((conflict) =>
          conflict.columns(['line_id', 'event_source']).doUpdateSet((eb) => ({
            taken: eb('line_source.taken', '+', taken),
            acknowledged: eb('line_source.acknowledged', '+', acknowledged),
            redelivered: eb('line_source.redelivered', '+', redelivered),
            discarded: eb('line_source.discarded', '+', discarded),
          })),
        ),
  }));
}
