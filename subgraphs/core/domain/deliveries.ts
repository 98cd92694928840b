import type { Clock } from '../../../platform/clock/clock.ts';
import { badInput } from '../../../platform/errors/coded-error.ts';
import type { JsonValue } from '../../../platform/json/json-value.ts';
import type { Receipt } from '../../../platform/records/commands.ts';
import type { LeaseToken } from '../../../platform/records/records.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { CoreReply, CoreSession } from './core-socket.ts';
import type { Delivery, DeliveryState } from './delivery.ts';
import type { DeliveryStore } from './delivery-store.ts';

/** What may be done with events for Core. */
export interface Deliveries {
  /** Stores an event for Core, then waits a moment for Core's answer. Throws BAD_USER_INPUT for a malformed type or id. */
  forward(scope: Scope, event: { type: string; data: JsonValue; id: string }): Promise<{ delivery: Delivery; receipt: Receipt }>;
  /** Sends what is queued, in order, until the queue is empty or the connection is gone. */
  drain(fence: LeaseToken): Promise<void>;
  find(scope: Scope, id: string): Promise<Delivery | undefined>;
  list(scope: Scope, options: { state?: DeliveryState; first: number }): Promise<readonly Delivery[]>;
}

const TYPE = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/;
const ID = /^[A-Za-z0-9._:-]{1,128}$/;
const LOOK_EVERY_MS = 20;

/** `wake` starts a drain wherever the queue's lease is; `answerWithinMs` bounds how long `forward` waits for Core. */
export function createDeliveries(setup: {
  store: DeliveryStore;
  session: () => CoreSession | undefined;
  clock: Clock;
  /** Whose queue is drained. */
  scope: Scope;
  wake: () => void;
  answerWithinMs: number;
}): Deliveries {
  const { store, session, clock, scope, wake, answerWithinMs } = setup;

  async function awaitSettled(caller: Scope, queued: Delivery): Promise<Delivery> {
    const untilMs = clock.elapsed() + answerWithinMs;
    for (;;) {
      const delivery = (await store.find(caller, queued.id)) ?? queued;
      if (delivery.state !== 'QUEUED' || session() === undefined || clock.elapsed() >= untilMs) return delivery;
      await clock.sleep(LOOK_EVERY_MS);
    }
  }

  async function deliver(delivery: Delivery, fence: LeaseToken): Promise<boolean> {
    const time = new Date(delivery.acceptedAtMs).toISOString();
    const content = { topic: `backend.${delivery.type}`, data: delivery.data, timestamp: time, id: delivery.id };
    const reply = await session()?.exchange({ type: 'event', content });
    if (reply === undefined || reply.kind === 'not-sent') return false;
    await store.settle(scope, { ...delivery, state: STATES[reply.kind], detail: reply.detail, settledAtMs: clock.now() }, fence);
    return true;
  }

  return {
    async forward(caller, { type, data, id }) {
      if (type.length > 200 || !TYPE.test(type)) throw badInput('input.type', 'dotted segments of letters, digits, _ or -, at most 200 characters', type);
      if (!ID.test(id)) throw badInput('input.commandId', '1 to 128 letters, digits or ._:-', id);
      const detail = session() === undefined ? 'Core is not connected' : null;
      const delivery: Delivery = { id, type, data, state: 'QUEUED', detail, acceptedAtMs: clock.now(), settledAtMs: null };
      const receipt = await store.accept(caller, delivery);
      wake();
      return { delivery: await awaitSettled(caller, delivery), receipt };
    },
    async drain(fence) {
      for (;;) {
        const delivery = await store.oldestQueued(scope);
        if (delivery === undefined || !(await deliver(delivery, fence))) return;
      }
    },
    find: (caller, id) => store.find(caller, id),
    list(caller, { first, ...options }) {
      if (first < 1 || first > 200) throw badInput('first', '1 to 200', first);
      return store.list(caller, { ...options, first });
    },
  };
}

const STATES: Readonly<Record<Exclude<CoreReply['kind'], 'not-sent'>, DeliveryState>> = {
  accepted: 'DELIVERED',
  unsupported: 'UNSUPPORTED',
  rejected: 'REJECTED',
  silent: 'UNCONFIRMED',
};
