import type { Change, Records } from '../../../platform/records/records.ts';
import type { CountCheckpoint, EventCountStore, EventTally } from '../domain/event-counts.ts';
import type { TimeRange } from '../domain/time-range.ts';
import type { AnalyticsTables } from './metric-tables.ts';

const CHECKPOINT = 'events';

/** Counts of events over the records port. */
export function createRecordsEventCountStore(records: Records<AnalyticsTables>): EventCountStore {
  return {
    async checkpoint(scope) {
      const [row] = await records.read(scope, (db) => db.selectFrom('count_checkpoint').select(['position', 'version']).where('name', '=', CHECKPOINT));
      return row === undefined ? undefined : { position: row.position, version: Number(row.version) };
    },
    async advance(scope, tallies, { from, to, fence }) {
      const changes = [toCheckpointChange(from, to), ...(tallies.length === 0 ? [] : [toTallyChange(tallies)])];
      // The checkpoint's version guards it: a second commit is a conflict. A remembered id would be one that callers could take.
      const outcome = await records.commit(scope, { commandId: `count/${to}`, changes, events: [], fence, isRemembered: false });
      return outcome.kind !== 'conflict';
    },
    async tallies(scope, { range, literal, widthMs }) {
      const rows = await records.read(scope, (db) => {
        let query = db.selectFrom('event_count').select((eb) => ['type', eb.fn.sum<number>('events').as('events'), eb.fn.min('second_at').as('first_at')]);
        if (literal !== undefined) query = query.where('type', '=', literal);
        query = query.where((eb) => eb.and(toConditions(range).map(([operator, bound]) => eb('second_at', operator, bound))));
        if (widthMs === undefined) return query.groupBy('type');
        return query.groupBy((eb) => [eb.ref('type'), eb('second_at', '-', eb('second_at', '%', widthMs))]);
      });
      return rows.map(({ type, events, first_at }) => ({ type, count: Number(events), atMs: Number(first_at) }));
    },
    async countBySubject(scope, subjects, range) {
      const rows = await records.read(scope, (db) =>
        db
          .selectFrom('event_count')
          .select((eb) => ['subject', eb.fn.sum<number>('events').as('events')])
          .where('subject', 'in', [...subjects])
          .where((eb) => eb.and(toConditions(range).map(([operator, bound]) => eb('second_at', operator, bound))))
          .groupBy('subject'),
      );
      return new Map(rows.map(({ subject, events }) => [subject, Number(events)]));
    },
  };
}

function toConditions({ fromMs, toMs }: TimeRange): (readonly ['>=' | '<', number])[] {
  return [...(fromMs === undefined ? [] : [['>=', fromMs] as const]), ...(toMs === undefined ? [] : [['<', toMs] as const])];
}

function toCheckpointChange(from: CountCheckpoint | undefined, to: string): Change<AnalyticsTables> {
  const expect = { rows: 1, guard: 'checkpoint' };
  if (from === undefined) return { build: (db) => db.insertInto('count_checkpoint').values({ name: CHECKPOINT, position: to, version: 1 }), expect };
  return {
    build: (db) =>
      db
        .updateTable('count_checkpoint')
        .set({ position: to, version: from.version + 1 })
        .where('name', '=', CHECKPOINT)
        .where('version', '=', from.version),
    expect,
  };
}

function toTallyChange(tallies: readonly EventTally[]): Change<AnalyticsTables> {
  const rows = tallies.map(({ secondMs, type, subject, count }) => ({ second_at: secondMs, type, subject, events: count }));
  return {
    build: (db) =>
      db
        .insertInto('event_count')
        .values(rows)
        .onConflict((conflict) =>
          conflict.columns(['type', 'second_at', 'subject']).doUpdateSet((eb) => ({ events: eb('event_count.events', '+', eb.ref('excluded.events')) })),
        ),
  };
}
