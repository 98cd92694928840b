import { randomUUID } from 'node:crypto';
import type { Change } from '../../../platform/records/records.ts';
import type { RecordsKit } from '../../../platform/subgraph/host.ts';
import type { Producer, ProducerStore } from '../domain/producers.ts';
import type { ProducerRow, ProducerTables } from './producer-tables.ts';

const THE_COUNT = 'log';

/** The counts of what sources publish, over the records port. */
export function createRecordsProducerStore<DB extends ProducerTables>(kit: Pick<RecordsKit<DB>, 'records'>): ProducerStore {
  // The other tables of the subgraph are of no interest here.
  const { records } = kit as unknown as Pick<RecordsKit<ProducerTables>, 'records'>;

  async function commit(scope: Parameters<ProducerStore['progress']>[0], changes: readonly Change<ProducerTables>[]): Promise<boolean> {
    const outcome = await records.commit(scope, { commandId: randomUUID(), isRemembered: false, changes, events: [] });
    return outcome.kind !== 'conflict';
  }

  return {
    async progress(scope) {
      const [row] = await records.read(scope, (db) => db.selectFrom('producer_count').selectAll().where('id', '=', THE_COUNT));
      return row === undefined ? undefined : { upTo: row.position, uncounted: Number(row.uncounted) };
    },
    add(scope, { from, to, found }) {
      const row = { id: THE_COUNT, position: to.upTo, uncounted: to.uncounted };
      const count: Change<ProducerTables> =
        from === undefined
          ? {
              build: (db) =>
                db
                  .insertInto('producer_count')
                  .values(row)
                  .onConflict((conflict) => conflict.column('id').doNothing()),
              expect: { rows: 1, guard: 'count' },
            }
          : {
              build: (db) => db.updateTable('producer_count').set(row).where('id', '=', THE_COUNT).where('position', '=', from.upTo),
              expect: { rows: 1, guard: 'count' },
            };
      return commit(scope, [count, ...found.map(toAdd)]);
    },
    async noteDuplicates(scope, duplicates) {
      await commit(
        scope,
        [...duplicates].map(([source, count]) => toAdd({ source, produced: 0, duplicates: count, firstSequence: 0, lastSequence: 0 })),
      );
    },
    async list(scope, { after, limit }) {
      const rows = await records.read(scope, (db) => {
        const all = db.selectFrom('producer').selectAll().orderBy('event_source').limit(limit);
        return after === undefined ? all : all.where('event_source', '>', after);
      });
      return rows.map(toProducer);
    },
  };
}

function toAdd({ source, produced, duplicates, firstSequence, lastSequence }: Producer): Change<ProducerTables> {
  const row: ProducerRow = { event_source: source, produced, duplicates, first_sequence: firstSequence, last_sequence: lastSequence };
  return {
    build: (db) =>
      db
        .insertInto('producer')
        .values(row)
        .onConflict((conflict) =>
          conflict.column('event_source').doUpdateSet((eb) => ({
            produced: eb('producer.produced', '+', produced),
            duplicates: eb('producer.duplicates', '+', duplicates),
            // A source may have been noted before its first event was counted.
            ...(produced === 0
              ? {}
              : {
                  first_sequence: eb.case().when('producer.first_sequence', '=', 0).then(firstSequence).else(eb.ref('producer.first_sequence')).end(),
                  last_sequence: lastSequence,
                }),
          })),
        ),
  };
}

function toProducer(row: ProducerRow): Producer {
  return {
    source: row.event_source,
    produced: Number(row.produced),
    duplicates: Number(row.duplicates),
    firstSequence: Number(row.first_sequence),
    lastSequence: Number(row.last_sequence),
  };
}
