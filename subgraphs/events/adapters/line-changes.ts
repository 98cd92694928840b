import type { Change } from '../../../platform/records/records.ts';
import type { LineChange, PushAttempt, QueueBinding, Turn } from '../domain/deliveries/delivery-store.ts';
import type { Webhook } from '../domain/deliveries/delivery.ts';
import { toLineRow, toPushAttemptRow } from './delivery-rows.ts';
import type { DeliveryTables } from './delivery-tables.ts';

/** Statements that are committed in this order. */
export type DeliveryChanges = readonly Change<DeliveryTables>[];

/** The statements that create a line. */
export function toCreateLine({ line }: Extract<LineChange, { kind: 'create-line' }>): DeliveryChanges {
  return [{ build: (db) => db.insertInto('line').values(toLineRow(line)), expect: { rows: 1, guard: 'name' } }];
}

/** The statements that delete a line with all that it holds. */
export function toDeleteLine(lineId: string): DeliveryChanges {
  return [
    { build: (db) => db.deleteFrom('line').where('id', '=', lineId), expect: { rows: 1, guard: 'line' } },
    { build: (db) => db.deleteFrom('delivery').where('line_id', '=', lineId) },
    { build: (db) => db.deleteFrom('queue_binding').where('line_id', '=', lineId) },
    { build: (db) => db.deleteFrom('push_attempt').where('line_id', '=', lineId) },
    { build: (db) => db.deleteFrom('early_message').where('line_id', '=', lineId) },
    { build: (db) => db.deleteFrom('line_source').where('line_id', '=', lineId) },
  ];
}

/** The statement that pauses a line or lets it go on. */
export function toSetPaused(lineId: string, paused: boolean): DeliveryChanges {
  return [
    {
      build: (db) =>
        db
          .updateTable('line')
          .set((eb) => ({ paused: paused ? 1 : 0, version: eb('version', '+', 1) }))
          .where('id', '=', lineId),
      expect: { rows: 1, guard: 'line' },
    },
  ];
}

/** The statement that gives a queue a webhook, or takes it away. */
export function toSetPush(lineId: string, push: Webhook | undefined): DeliveryChanges {
  return [
    {
      build: (db) =>
        db
          .updateTable('line')
          .set({ push: push === undefined ? null : JSON.stringify(push) })
          .where('id', '=', lineId),
      expect: { rows: 1, guard: 'line' },
    },
  ];
}

/** The first statement of what changes a line's deliveries: its row lock makes such units take turns. */
export function toTurn(lineId: string, turn: Turn): DeliveryChanges {
  const { version, depthBy = 0, maxDepth, places = 0, position, enqueued = 0, acknowledged = 0, redelivered = 0, gap } = turn;
  return [
    {
      build: (db) => {
        const update = db
          .updateTable('line')
          .set((eb) => ({
            depth: eb('depth', '+', depthBy),
            next_order: eb('next_order', '+', places),
            enqueued: eb('enqueued', '+', enqueued),
            acknowledged: eb('acknowledged', '+', acknowledged),
            redelivered: eb('redelivered', '+', redelivered),
            ...(version === undefined ? {} : { version: version + 1 }),
            ...(position === undefined ? {} : { position }),
            ...(gap === undefined ? {} : { gap: JSON.stringify(gap), missed: eb('missed', '+', gap.missed) }),
          }))
          .where('id', '=', lineId);
        const guarded = version === undefined ? update : update.where('version', '=', version);
        return maxDepth === undefined ? guarded : guarded.where('depth', '<=', maxDepth - depthBy);
      },
      expect: { rows: 1, guard: maxDepth === undefined ? 'version' : 'full' },
    },
  ];
}

/** Forgets what was under way; dead letters stay, and hold nothing back any more. */
export function toSeek({ lineId, position, atMs }: Extract<LineChange, { kind: 'seek' }>): DeliveryChanges {
  return [
    {
      build: (db) =>
        db
          .updateTable('line')
          .set((eb) => ({ position, depth: 0, version: eb('version', '+', 1), audit_from: position, audit_since: atMs }))
          .where('id', '=', lineId),
      expect: { rows: 1, guard: 'line' },
    },
    { build: (db) => db.deleteFrom('delivery').where('line_id', '=', lineId).where('state', '<>', 'dead') },
    { build: (db) => db.updateTable('delivery').set({ is_open: 0, is_head: 0 }).where('line_id', '=', lineId) },
    { build: (db) => db.deleteFrom('line_source').where('line_id', '=', lineId) },
  ];
}

/** What is bound for the first time is read from the binding's position on. */
export function toBind({ lineId, pattern, priority, fromPosition }: QueueBinding): DeliveryChanges {
  return [
    {
      build: (db) =>
        db
          .updateTable('line')
          .set((eb) => ({
            bound: 1,
            position: eb.case().when('bound', '=', 1).then(eb.ref('position')).else(fromPosition).end(),
            version: eb('version', '+', 1),
          }))
          .where('id', '=', lineId),
      expect: { rows: 1, guard: 'line' },
    },
    {
      build: (db) =>
        db
          .insertInto('queue_binding')
          .values({ line_id: lineId, pattern, priority, from_position: fromPosition })
          .onConflict((conflict) => conflict.columns(['line_id', 'pattern']).doUpdateSet({ priority })),
    },
  ];
}

/** The statement that removes a binding; a conflict when there is none. */
export function toUnbind(lineId: string, pattern: string): DeliveryChanges {
  return [
    {
      build: (db) => db.deleteFrom('queue_binding').where('line_id', '=', lineId).where('pattern', '=', pattern),
      expect: { rows: 1, guard: 'binding' },
    },
    {
      build: (db) =>
        db
          .updateTable('line')
          .set((eb) => ({ bound: 0, version: eb('version', '+', 1) }))
          .where('id', '=', lineId)
          .where((eb) => eb.not(eb.exists(eb.selectFrom('queue_binding as b').select('b.pattern').where('b.line_id', '=', lineId)))),
    },
  ];
}

/** The statements that note calls of a webhook and forget those before `forgetBeforeMs`. */
export function toNotePush(lineId: string, attempts: readonly PushAttempt[], forgetBeforeMs: number): DeliveryChanges {
  return [
    { build: (db) => db.insertInto('push_attempt').values(attempts.map((attempt) => toPushAttemptRow(lineId, attempt))) },
    { build: (db) => db.deleteFrom('push_attempt').where('line_id', '=', lineId).where('at', '<', forgetBeforeMs) },
  ];
}
