import { randomUUID } from 'node:crypto';
import type { RecordsKit } from '../../../platform/subgraph/host.ts';
import type { DeliveryStore } from '../domain/deliveries/delivery-store.ts';
import type { LineKind } from '../domain/deliveries/delivery.ts';
import { toChanges } from './delivery-changes.ts';
import { readLineSources } from './read-line-sources.ts';
import { toDelivery, toLine, toPushAttempt, toQueueBinding } from './delivery-rows.ts';
import type { DeliveryTables } from './delivery-tables.ts';

const MAX_OVERDUE_LINES = 500;

/** Groups, queues and their deliveries over the records port. */
export function createRecordsDeliveryStore({ records, commands }: Pick<RecordsKit<DeliveryTables>, 'records' | 'commands'>): DeliveryStore {
  return {
    async lines(scope, ids) {
      if (ids.length === 0) return [];
      const rows = await records.read(scope, (db) =>
        db
          .selectFrom('line')
          .selectAll()
          .where('id', 'in', [...ids]),
      );
      return rows.map(toLine);
    },
    async listLines(scope, kind, { limit, afterName }) {
      const rows = await records.read(scope, (db) => {
        const all = db.selectFrom('line').selectAll().where('kind', '=', kind).orderBy('id').limit(limit);
        return afterName === undefined ? all : all.where('id', '>', `${kind}/${afterName}`);
      });
      return rows.map(toLine);
    },
    async workingLines() {
      const rows = await records.readEverywhere((db) =>
        db
          .selectFrom('line')
          .selectAll()
          .where((eb) => eb.or([eb('bound', '=', 1), eb('push', 'is not', null)])),
      );
      return rows.map((row) => ({ workspace: row.workspace, line: toLine(row), bound: row.bound === 1 }));
    },
    async linesWithOverdue(nowMs) {
      const overdue = (column: 'due_at' | 'expires_at') =>
        records.readEverywhere((db) => {
          const all = db.selectFrom('delivery').select(['workspace', 'line_id']).distinct().where(column, '<=', nowMs).limit(MAX_OVERDUE_LINES);
          return column === 'due_at' ? all.where('state', '=', 'claimed') : all.where('state', '<>', 'dead').where('expires_at', 'is not', null);
        });
      const rows = [...(await overdue('due_at')), ...(await overdue('expires_at'))];
      const distinct = new Map(rows.map((row) => [`${row.workspace} ${row.line_id}`, { workspace: row.workspace, lineId: row.line_id }]));
      return [...distinct.values()];
    },
    async heads(scope, lineId, { nowMs, limit }) {
      const rows = await records.read(scope, (db) =>
        db
          .selectFrom('delivery')
          .selectAll()
          .where('line_id', '=', lineId)
          .where('is_head', '=', 1)
          .where('state', '<>', 'dead')
          .where('due_at', '<=', nowMs)
          .orderBy('priority', 'desc')
          .orderBy('place')
          .limit(limit),
      );
      return rows.map(toDelivery);
    },
    async overdue(scope, lineId, { nowMs, limit }) {
      const rows = await records.read(scope, (db) =>
        db
          .selectFrom('delivery')
          .selectAll()
          .where('line_id', '=', lineId)
          .where((eb) =>
            eb.or([
              eb.and([eb('state', '=', 'claimed'), eb('due_at', '<=', nowMs)]),
              eb.and([eb('state', '=', 'ready'), eb('expires_at', 'is not', null), eb('expires_at', '<=', nowMs)]),
            ]),
          )
          .orderBy('place')
          .limit(limit),
      );
      return rows.map(toDelivery);
    },
    async claimedAs(scope, lineId, claim) {
      const rows = await records.read(scope, (db) =>
        db
          .selectFrom('delivery')
          .selectAll()
          .where('line_id', '=', lineId)
          .where('claim', '=', claim)
          .where('state', '=', 'claimed')
          .orderBy('priority', 'desc')
          .orderBy('place'),
      );
      return rows.map(toDelivery);
    },
    async inFlight(scope, lineId, nowMs) {
      const [row] = await records.read(scope, (db) =>
        db
          .selectFrom('delivery')
          .select((eb) => eb.fn.countAll<number>().as('n'))
          .where('line_id', '=', lineId)
          .where('is_head', '=', 1)
          .where('state', '=', 'claimed')
          .where('due_at', '>', nowMs),
      );
      return row?.n ?? 0;
    },
    async find(scope, lineId, ids) {
      if (ids.length === 0) return [];
      const rows = await records.read(scope, (db) =>
        db
          .selectFrom('delivery')
          .selectAll()
          .where('line_id', '=', lineId)
          .where('id', 'in', [...ids]),
      );
      return rows.map(toDelivery);
    },
    async dead(scope, lineId, { ids, fingerprint, afterPlace, limit }) {
      const rows = await records.read(scope, (db) => {
        let query = db.selectFrom('delivery').selectAll().where('line_id', '=', lineId).where('state', '=', 'dead').orderBy('place').limit(limit);
        if (ids !== undefined) query = query.where('id', 'in', [...ids]);
        if (fingerprint !== undefined) query = query.where('fingerprint', '=', fingerprint);
        return afterPlace === undefined ? query : query.where('place', '>', afterPlace);
      });
      return rows.map(toDelivery);
    },
    async lastDead(scope, lineId, fingerprint) {
      const rows = await records.read(scope, (db) =>
        db
          .selectFrom('delivery')
          .selectAll()
          .where('line_id', '=', lineId)
          .where('state', '=', 'dead')
          .where('fingerprint', '=', fingerprint)
          .orderBy('died_at', 'desc')
          .orderBy('place', 'desc')
          .limit(1),
      );
      return rows.map(toDelivery)[0];
    },
    async countDead(scope, lineId) {
      const [row] = await records.read(scope, (db) =>
        db
          .selectFrom('delivery')
          .select((eb) => eb.fn.countAll<number>().as('n'))
          .where('line_id', '=', lineId)
          .where('state', '=', 'dead'),
      );
      return row?.n ?? 0;
    },
    async deadErrors(scope, lineId) {
      const rows = await records.read(scope, (db) =>
        db
          .selectFrom('delivery')
          .select((eb) => ['fingerprint', eb.fn.countAll<number>().as('n'), eb.fn.min<number>('died_at').as('first'), eb.fn.max<number>('died_at').as('last')])
          .where('line_id', '=', lineId)
          .where('state', '=', 'dead')
          .groupBy('fingerprint'),
      );
      return rows
        .map((row) => ({ fingerprint: row.fingerprint ?? '', count: row.n, firstDiedAtMs: row.first, lastDiedAtMs: row.last }))
        .toSorted((a, b) => b.count - a.count || a.fingerprint.localeCompare(b.fingerprint));
    },
    async bindings(scope, lineId) {
      const rows = await records.read(scope, (db) => {
        const all = db.selectFrom('queue_binding').selectAll().orderBy('line_id').orderBy('pattern');
        return lineId === undefined ? all : all.where('line_id', '=', lineId);
      });
      return rows.map(toQueueBinding);
    },
    async early(scope, lineId, keys) {
      if (keys.length === 0) return [];
      const ids = keys.map(({ id }) => id);
      const rows = await records.read(scope, (db) =>
        db.selectFrom('early_message').select(['event_source as source', 'event_id as id']).where('line_id', '=', lineId).where('event_id', 'in', ids),
      );
      return keys.filter(({ source, id }) => rows.some((row) => row.source === source && row.id === id));
    },
    async requiredLines() {
      const rows = await records.readEverywhere((db) => db.selectFrom('line').selectAll().where('required', '=', 1));
      return rows.map((row) => ({ workspace: row.workspace, line: toLine(row) }));
    },
    sources: (scope, line) => readLineSources(records, scope, line),
    async nextDue(scope, lineId, afterMs) {
      const [row] = await records.read(scope, (db) =>
        db
          .selectFrom('delivery')
          .select('due_at')
          .where('line_id', '=', lineId)
          .where('is_head', '=', 1)
          .where('state', '<>', 'dead')
          .where('due_at', '>', afterMs)
          .orderBy('due_at')
          .limit(1),
      );
      return row?.due_at;
    },
    async totals(scope) {
      const rows = await records.read(scope, (db) =>
        db
          .selectFrom('line')
          .select((eb) => [
            'kind',
            eb.fn.countAll<number>().as('lines'),
            eb.fn.sum<number>('enqueued').as('taken'),
            eb.fn.sum<number>('acknowledged').as('acknowledged'),
            eb.fn.sum<number>('redelivered').as('redelivered'),
            eb.fn.sum<number>('depth').as('pending'),
          ])
          .groupBy('kind'),
      );
      const [dead] = await records.read(scope, (db) =>
        db
          .selectFrom('delivery')
          .select((eb) => eb.fn.countAll<number>().as('n'))
          .where('state', '=', 'dead'),
      );
      const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
      const linesOf = (kind: LineKind) => rows.find((row) => row.kind === kind)?.lines ?? 0;
      return {
        consumerGroups: linesOf('group'),
        queues: linesOf('queue'),
        taken: sum((row) => row.taken),
        acknowledged: sum((row) => row.acknowledged),
        redelivered: sum((row) => row.redelivered),
        pending: sum((row) => row.pending),
        deadLetters: dead?.n ?? 0,
      };
    },
    isReachable: async () => (await records.status()).reachable,
    async pushAttempts(scope, lineId, limit) {
      const rows = await records.read(scope, (db) =>
        db.selectFrom('push_attempt').selectAll().where('line_id', '=', lineId).orderBy('at', 'desc').orderBy('id', 'desc').limit(limit),
      );
      return rows.map(toPushAttempt);
    },
    async commit(scope, { changes, events }) {
      const outcome = await records.commit(scope, { commandId: randomUUID(), isRemembered: false, changes: changes.flatMap(toChanges), events });
      return outcome.kind === 'conflict' ? outcome : { kind: 'committed', durability: outcome.durability };
    },
    command: (scope, { commandId, changes, events }) => commands.run(scope, { commandId, changes: changes.flatMap(toChanges), events }),
  };
}
