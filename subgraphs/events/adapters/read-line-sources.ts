import type { Records } from '../../../platform/records/records.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { SourceAudit } from '../domain/deliveries/delivery-store.ts';
import type { Line } from '../domain/deliveries/delivery.ts';
import type { DeliveryTables } from './delivery-tables.ts';

/** What a line did with the events of each source since its audit began, and what it still has of them; by source. */
export async function readLineSources(records: Records<DeliveryTables>, scope: Scope, { id, audit }: Line): Promise<readonly SourceAudit[]> {
  const counted = await records.read(scope, (db) => db.selectFrom('line_source').selectAll().where('line_id', '=', id).orderBy('event_source'));
  const held = await records.read(scope, (db) =>
    db
      .selectFrom('delivery')
      .select((eb) => ['event_source', 'state', eb.fn.countAll<number>().as('n')])
      .where('line_id', '=', id)
      .where('created_at', '>=', audit.sinceMs)
      .where('event_source', 'is not', null)
      .groupBy(['event_source', 'state']),
  );
  const sum = (source: string, isDead: boolean) =>
    held.filter((row) => row.event_source === source && (row.state === 'dead') === isDead).reduce((total, row) => total + Number(row.n), 0);
  return counted.map((row) => ({
    source: row.event_source,
    taken: Number(row.taken),
    acknowledged: Number(row.acknowledged),
    redelivered: Number(row.redelivered),
    discarded: Number(row.discarded),
    pending: sum(row.event_source, false),
    dead: sum(row.event_source, true),
  }));
}
