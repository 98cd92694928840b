import type { EventLog, Position } from '../../../platform/event-log/event-log.ts';
import { comparePositions, readPosition, toPosition } from '../../../platform/event-log/position.ts';
import type { LeaseToken } from '../../../platform/records/records.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { RegistrationStore } from './registration-store.ts';
import { readServiceFact, SERVICE_TYPES } from './service-fact.ts';

/** Learns from the log which services are registered. */
export interface ServiceFollower {
  /** Keeps all that the log tells up to its head; answers whether there was anything. */
  catchUp(fence: LeaseToken): Promise<boolean>;
  /** Up to where the log is reflected here; for a workspace that is not followed its head. */
  appliedPosition(scope: Scope): Promise<Position>;
}

const PAGE = 500;
const FILTER = { types: SERVICE_TYPES };

/** Follows the services of the scope's workspace. */
export function createServiceFollower(setup: { log: EventLog; store: RegistrationStore; scope: Scope }): ServiceFollower {
  const { log, store, scope } = setup;

  /** A head up to which nothing is left to read: most questions come while nothing happens. */
  let reflectedHead: Position | undefined;

  /** Where to read on from. Facts that were trimmed before they were read are gone: the reading goes on after the gap. */
  async function toStart(checkpoint: Position | undefined): Promise<Position | undefined> {
    if (checkpoint === undefined) return undefined;
    const place = await log.locate(scope, checkpoint);
    return place.kind === 'gap' ? place.availableFrom : checkpoint;
  }

  return {
    async catchUp(fence) {
      let any = false;
      for (;;) {
        const from = await store.checkpoint(scope);
        const after = await toStart(from);
        const page = await log.read(scope, { filter: FILTER, limit: PAGE, direction: 'forward', ...(after === undefined ? {} : { after }) });
        const last = page.events.at(-1);
        if (last === undefined) return any;
        any = true;
        const facts = page.events.map(readServiceFact).filter((fact) => fact !== undefined);
        await store.follow(scope, { facts, from, to: last.position }, fence);
        if (!page.hasMore) return any;
      }
    },
    async appliedPosition(caller) {
      const head = await log.head(caller);
      if (caller.workspace !== scope.workspace || head === reflectedHead) return head;
      const after = await store.checkpoint(caller);
      const page = await log.read(caller, { filter: FILTER, limit: 1, direction: 'forward', ...(after === undefined ? {} : { after }) });
      const pending = page.events[0];
      if (pending === undefined) {
        reflectedHead = head;
        return head;
      }
      const { workspace, epoch, sequence } = readPosition(pending.position, caller.workspace);
      const before = { workspace, epoch, sequence: sequence - 1 };
      return comparePositions(before, readPosition(head, caller.workspace)) < 0 ? toPosition(before) : head;
    },
  };
}
