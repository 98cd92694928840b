import type { Change } from '../../../platform/records/records.ts';
import type { LineChange } from '../domain/deliveries/delivery-store.ts';
import { toDeliveryRow } from './delivery-rows.ts';
import type { DeliveryTables } from './delivery-tables.ts';
import type { DeliveryChanges } from './line-changes.ts';

const INSERTED_AT_ONCE = 100;

/** The statements that put deliveries at the last places of a line, each at the head of its key when none is before it. */
export function toInsert({ lineId, deliveries }: Extract<LineChange, { kind: 'insert' }>): DeliveryChanges {
  const count = deliveries.length;
  const inserts: Change<DeliveryTables>[] = [];
  for (let from = 0; from < count; from += INSERTED_AT_ONCE) {
    const part = deliveries.slice(from, from + INSERTED_AT_ONCE);
    inserts.push({
      build: (db) =>
        db.insertInto('delivery').values((eb) =>
          part.map((delivery, index) => ({
            ...toDeliveryRow(lineId, delivery),
            place: eb(eb.selectFrom('line').select('next_order').where('id', '=', lineId), '-', count - from - index).$castTo<number>(),
          })),
        ),
      expect: { rows: part.length, guard: 'id' },
    });
  }
  return [
    ...inserts,
    {
      build: (db) =>
        db
          .updateTable('delivery')
          .set({ is_head: 1 })
          .where('line_id', '=', lineId)
          .where('is_open', '=', 1)
          .where('place', '>=', (eb) => eb(eb.selectFrom('line').select('next_order').where('id', '=', lineId), '-', count).$castTo<number>())
          .where((eb) =>
            eb.not(
              eb.exists(
                eb
                  .selectFrom('delivery as earlier')
                  .select('earlier.id')
                  .where('earlier.line_id', '=', lineId)
                  .whereRef('earlier.order_key', '=', 'delivery.order_key')
                  .where('earlier.is_open', '=', 1)
                  .whereRef('earlier.place', '<', 'delivery.place'),
              ),
            ),
          ),
    },
  ];
}
