import type { LineChange } from '../domain/deliveries/delivery-store.ts';
import type { DeliveryChanges } from './line-changes.ts';

const NOTED_AT_ONCE = 100;

/** Notes which events are in a queue before the log has them, or forgets it. */
export function toEarly({ kind, lineId, keys }: Extract<LineChange, { kind: 'note-early' | 'forget-early' }>): DeliveryChanges {
  if (kind === 'forget-early')
    return keys.map(({ source, id }) => ({
      build: (db) => db.deleteFrom('early_message').where('line_id', '=', lineId).where('event_source', '=', source).where('event_id', '=', id),
    }));
  const parts = Array.from({ length: Math.ceil(keys.length / NOTED_AT_ONCE) }, (_, part) => keys.slice(part * NOTED_AT_ONCE, (part + 1) * NOTED_AT_ONCE));
  return parts.map((part) => ({
    build: (db) => db.insertInto('early_message').values(part.map(({ source, id }) => ({ line_id: lineId, event_source: source, event_id: id }))),
    expect: { rows: part.length, guard: 'early' },
  }));
}
