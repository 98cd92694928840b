import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../platform/clock/clock.ts';
import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { EventDraft } from '../../../platform/event-log/event-log.ts';
import type { JsonValue } from '../../../platform/json/json-value.ts';
import type { RecordsKit } from '../../../platform/subgraph/host.ts';
import { CORE_SOURCE } from '../domain/agent-events.ts';
import type { Delivery, DeliveryState } from '../domain/delivery.ts';
import type { DeliveryStore } from '../domain/delivery-store.ts';
import type { CoreTables } from './core-tables.ts';

type Kit = Pick<RecordsKit<CoreTables>, 'records' | 'commands'>;

/** Deliveries in records. */
export function createRecordsDeliveries({ records, commands }: Kit, clock: Clock): DeliveryStore {
  let lastOrdinal = 0;
  /** The clock in microseconds, and never the same twice in this process. */
  function nextOrdinal(): number {
    lastOrdinal = Math.max(lastOrdinal + 1, clock.now() * 1000);
    return lastOrdinal;
  }

  return {
    async accept(scope, delivery) {
      const { id, type, data, state, detail, acceptedAtMs } = delivery;
      const row = { id, ordinal: nextOrdinal(), type, data: JSON.stringify(data), state, detail, accepted_at: acceptedAtMs, settled_at: null };
      const outcome = await commands.run(scope, {
        commandId: `core-delivery/${id}`,
        changes: [{ build: (db) => db.insertInto('core_delivery').values(row) }],
        events: [toEvent(delivery)],
      });
      if (outcome.kind === 'conflict') throw new CodedError('CONFLICT', outcome.guard);
      return { ...outcome.receipt, commandId: id };
    },
    async find(scope, id) {
      const [row] = await records.read(scope, (db) => db.selectFrom('core_delivery').selectAll().where('id', '=', id));
      return row === undefined ? undefined : toDelivery(row);
    },
    async list(scope, { state, first }) {
      const rows = await records.read(scope, (db) => {
        const all = db.selectFrom('core_delivery').selectAll().orderBy('ordinal', 'desc').limit(first);
        return state === undefined ? all : all.where('state', '=', state);
      });
      return rows.map(toDelivery);
    },
    async oldestQueued(scope) {
      const [row] = await records.read(scope, (db) => db.selectFrom('core_delivery').selectAll().where('state', '=', 'QUEUED').orderBy('ordinal').limit(1));
      return row === undefined ? undefined : toDelivery(row);
    },
    async settle(scope, delivery, fence) {
      const { id, state, detail, settledAtMs } = delivery;
      const outcome = await records.commit(scope, {
        commandId: `core-delivery/${id}/settled`,
        isRemembered: false,
        fence,
        changes: [
          {
            build: (db) => db.updateTable('core_delivery').set({ state, detail, settled_at: settledAtMs }).where('id', '=', id).where('state', '=', 'QUEUED'),
            expect: { rows: 1, guard: 'the delivery is queued' },
          },
        ],
        events: [toEvent(delivery)],
      });
      if (outcome.kind === 'conflict') throw new CodedError('CONFLICT', `another process delivers to Core now (${outcome.guard})`);
    },
  };
}

function toEvent({ id, type, state, detail }: Delivery): EventDraft {
  return { id: randomUUID(), source: CORE_SOURCE, type: `core.delivery.${state.toLowerCase()}`, subject: `core/delivery/${id}`, data: { id, type, detail } };
}

function toDelivery({ id, type, data, state, detail, accepted_at: acceptedAt, settled_at: settledAt }: CoreTables['core_delivery']): Delivery {
  return {
    id,
    type,
    data: JSON.parse(data) as JsonValue,
    state: state as DeliveryState,
    detail,
    acceptedAtMs: Number(acceptedAt),
    settledAtMs: settledAt === null ? null : Number(settledAt),
  };
}
