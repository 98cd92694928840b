import type { Change } from '../../../platform/records/records.ts';
import type { LineChange } from '../domain/deliveries/delivery-store.ts';
import { toCountSources, toLapse, toNoteActive, toSetSettings } from './group-changes.ts';
import { toEarly } from './early-changes.ts';
import { toInsert } from './insert-changes.ts';
import type { DeliveryTables } from './delivery-tables.ts';
import { toBind, toCreateLine, toDeleteLine, toNotePush, toSeek, toSetPaused, toSetPush, toTurn, toUnbind, type DeliveryChanges } from './line-changes.ts';

type OfKind<K extends LineChange['kind']> = Extract<LineChange, { kind: K }>;

/** The statements of a change, each with the expectation that makes a conflict of its failure. */
export function toChanges(change: LineChange): DeliveryChanges {
  switch (change.kind) {
    case 'create-line':
      return toCreateLine(change);
    case 'delete-line':
      return toDeleteLine(change.lineId);
    case 'set-paused':
      return toSetPaused(change.lineId, change.paused);
    case 'set-push':
      return toSetPush(change.lineId, change.push);
    case 'turn':
      return toTurn(change.lineId, change.turn);
    case 'seek':
      return toSeek(change);
    case 'set-settings':
      return toSetSettings(change);
    case 'note-active':
      return toNoteActive(change);
    case 'lapse':
      return toLapse(change);
    case 'count-sources':
      return toCountSources(change);
    case 'bind':
      return toBind(change.binding);
    case 'unbind':
      return toUnbind(change.lineId, change.pattern);
    case 'note-early':
    case 'forget-early':
      return toEarly(change);
    case 'note-push':
      return toNotePush(change.lineId, change.attempts, change.forgetBeforeMs);
    case 'insert':
      return toInsert(change);
    case 'claim':
      return toClaim(change);
    case 'claim-inserted':
      return toClaimInserted(change);
    case 'remove-claimed':
      return change.claimed.map(({ id, claim }) => ({
        build: (db) =>
          db.deleteFrom('delivery').where('line_id', '=', change.lineId).where('id', '=', id).where('claim', '=', claim).where('state', '<>', 'dead'),
        expect: { rows: 1, guard: 'claim' },
      }));
    case 'retry':
      return [toRetry(change)];
    case 'extend':
      return [toExtend(change)];
    case 'bury':
      return [toBury(change)];
    case 'release':
      return [
        {
          build: (db) =>
            db
              .updateTable('delivery')
              .set({ state: 'ready' })
              .where('line_id', '=', change.lineId)
              .where('id', 'in', [...change.ids])
              .where('state', '=', 'claimed')
              .where('due_at', '<=', change.nowMs),
        },
      ];
    case 'revive':
      return [toRevive(change)];
    case 'discard-dead':
      return change.ids.map((id) => ({
        build: (db) => db.deleteFrom('delivery').where('line_id', '=', change.lineId).where('id', '=', id).where('state', '=', 'dead'),
        expect: { rows: 1, guard: 'dead' },
      }));
    case 'edit-dead':
      return [
        {
          build: (db) =>
            db
              .updateTable('delivery')
              .set({ data: JSON.stringify(change.data) })
              .where('line_id', '=', change.lineId)
              .where('id', '=', change.id)
              .where('state', '=', 'dead'),
          expect: { rows: 1, guard: 'dead' },
        },
      ];
    case 'purge':
      return toPurge(change);
    case 'promote':
      return change.keys.map((key) => toPromote(change.lineId, key));
  }
}

function toClaim({ lineId, ids, by }: OfKind<'claim'>): DeliveryChanges {
  if (ids.length === 0) return [];
  return [
    {
      build: (db) =>
        db
          .updateTable('delivery')
          .set((eb) => ({ state: 'claimed', claim: by.claim, consumer: by.consumer ?? null, due_at: by.dueAtMs, attempts: eb('attempts', '+', 1) }))
          .where('line_id', '=', lineId)
          .where('id', 'in', [...ids])
          .where('is_head', '=', 1)
          .where('state', '<>', 'dead')
          .where('due_at', '<=', by.nowMs),
      expect: { rows: ids.length, guard: 'claim' },
    },
  ];
}

function toClaimInserted({ lineId, count, by }: OfKind<'claim-inserted'>): DeliveryChanges {
  return [
    {
      build: (db) =>
        db
          .updateTable('delivery')
          .set((eb) => ({ state: 'claimed', claim: by.claim, consumer: by.consumer ?? null, due_at: by.dueAtMs, attempts: eb('attempts', '+', 1) }))
          .where('line_id', '=', lineId)
          .where('place', '>=', (eb) => eb(eb.selectFrom('line').select('next_order').where('id', '=', lineId), '-', count).$castTo<number>())
          .where('is_head', '=', 1)
          .where('state', '=', 'ready')
          .where('due_at', '<=', by.nowMs),
    },
  ];
}

function toRetry({ lineId, claimed, dueAtMs, error }: OfKind<'retry'>): Change<DeliveryTables> {
  return {
    build: (db) =>
      db
        .updateTable('delivery')
        .set({ state: 'ready', claim: null, consumer: null, due_at: dueAtMs, error_code: error?.code ?? null, error_message: error?.message ?? null })
        .where('line_id', '=', lineId)
        .where('id', '=', claimed.id)
        .where('claim', '=', claimed.claim)
        .where('state', '<>', 'dead'),
    expect: { rows: 1, guard: 'claim' },
  };
}

function toExtend({ lineId, claimed, nowMs, dueAtMs }: OfKind<'extend'>): Change<DeliveryTables> {
  return {
    build: (db) =>
      db
        .updateTable('delivery')
        .set({ due_at: dueAtMs })
        .where('line_id', '=', lineId)
        .where('id', '=', claimed.id)
        .where('claim', '=', claimed.claim)
        .where('state', '=', 'claimed')
        .where('due_at', '>', nowMs),
    expect: { rows: 1, guard: 'claim' },
  };
}

/** Only as it was seen: not claimed, extended or settled since. */
function toBury({ lineId, seen, facts, blocks }: OfKind<'bury'>): Change<DeliveryTables> {
  return {
    build: (db) =>
      db
        .updateTable('delivery')
        .set({
          state: 'dead',
          claim: null,
          ...(blocks ? {} : { is_open: 0, is_head: 0 }),
          reason: facts.reason,
          error_code: facts.error.code ?? null,
          error_message: facts.error.message,
          fingerprint: facts.fingerprint,
          died_at: facts.diedAtMs,
        })
        .where('line_id', '=', lineId)
        .where('id', '=', seen.id)
        .where('state', '<>', 'dead')
        .where('attempts', '=', seen.attempts)
        .where('due_at', '=', seen.dueAtMs),
    expect: { rows: 1, guard: 'claim' },
  };
}

function toRevive({ lineId, id, fromEnd, dueAtMs }: OfKind<'revive'>): Change<DeliveryTables> {
  return {
    build: (db) =>
      db
        .updateTable('delivery')
        .set((eb) => ({
          state: 'ready',
          is_open: 1,
          is_head: eb.case().when('order_key', 'is', null).then(1).else(eb.ref('is_head')).end(),
          due_at: dueAtMs,
          expires_at: null,
          attempts: 0,
          claim: null,
          reason: null,
          died_at: null,
          fingerprint: null,
          ...(fromEnd === undefined
            ? {}
            : { out_of_order: 1, place: eb(eb.selectFrom('line').select('next_order').where('id', '=', lineId), '-', fromEnd).$castTo<number>() }),
        }))
        .where('line_id', '=', lineId)
        .where('id', '=', id)
        .where('state', '=', 'dead')
        .where('is_open', '=', fromEnd === undefined ? 1 : 0),
    expect: { rows: 1, guard: 'dead' },
  };
}

function toPurge({ lineId, nowMs }: OfKind<'purge'>): DeliveryChanges {
  return [
    {
      build: (db) =>
        db
          .deleteFrom('delivery')
          .where('line_id', '=', lineId)
          .where((eb) => eb.or([eb('state', '=', 'ready'), eb.and([eb('state', '=', 'claimed'), eb('due_at', '<=', nowMs)])])),
    },
    {
      build: (db) =>
        db
          .updateTable('line')
          .set((eb) => ({
            depth: eb
              .selectFrom('delivery')
              .select((count) => count.fn.countAll<number>().as('n'))
              .where('line_id', '=', lineId)
              .where('state', '<>', 'dead'),
          }))
          .where('id', '=', lineId),
    },
  ];
}

function toPromote(lineId: string, key: string): Change<DeliveryTables> {
  return {
    build: (db) =>
      db
        .updateTable('delivery')
        .set({ is_head: 1 })
        .where('line_id', '=', lineId)
        .where('place', '=', (eb) =>
          eb
            .selectFrom('delivery as first')
            .select('first.place')
            .where('first.line_id', '=', lineId)
            .where('first.order_key', '=', key)
            .where('first.is_open', '=', 1)
            .orderBy('first.place')
            .limit(1),
        ),
  };
}
