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
/** A checkpoint that is so many events behind what was read is moved on though nothing is to be kept: a start reads on from there. */
const FAR_BEHIND = 10_000;

/** Follows the services of the scope's workspace. */
export function createServiceFollower(setup: { log: EventLog; store: RegistrationStore; scope: Scope }): ServiceFollower {
  const { log, store, scope } = setup;

  /**
   * Nothing is left to read up to here, mostly far beyond the checkpoint, since hardly an event tells of a service: what lies between is not looked
   * through again.
   */
  let reflected: Position | undefined;

  function laterOf(a: Position | undefined, b: Position | undefined): Position | undefined {
    if (a === undefined || b === undefined) return a ?? b;
    return comparePositions(readPosition(a, scope.workspace), readPosition(b, scope.workspace)) < 0 ? b : a;
  }

  /** Where to read on from. Facts that were trimmed before they were read are gone: the reading goes on after the gap. */
  async function toStart(checkpoint: Position | undefined): Promise<{ readonly after?: Position }> {
    const from = laterOf(checkpoint, reflected);
    if (from === undefined) return {};
    const place = await log.locate(scope, from);
    return { after: place.kind === 'gap' ? place.availableFrom : from };
  }

  async function keepPlace(fence: LeaseToken, head: Position): Promise<void> {
    const from = await store.checkpoint(scope);
    const sequenceOf = (position: Position) => readPosition(position, scope.workspace).sequence;
    if (sequenceOf(head) - (from === undefined ? 0 : sequenceOf(from)) >= FAR_BEHIND) await store.follow(scope, { facts: [], from, to: head }, fence);
  }

  return {
    async catchUp(fence) {
      let any = false;
      for (;;) {
        const from = await store.checkpoint(scope);
        // Before the read, which then holds all up to it.
        const head = await log.head(scope);
        const page = await log.read(scope, { filter: FILTER, limit: PAGE, direction: 'forward', ...(await toStart(from)) });
        const last = page.events.at(-1);
        if (last !== undefined) {
          any = true;
          const facts = page.events.map(readServiceFact).filter((fact) => fact !== undefined);
          await store.follow(scope, { facts, from, to: last.position }, fence);
        }
        if (page.hasMore) continue;
        reflected = head;
        await keepPlace(fence, head);
        return any;
      }
    },
    async appliedPosition(caller) {
      const head = await log.head(caller);
      if (caller.workspace !== scope.workspace || head === reflected) return head;
      const page = await log.read(caller, { filter: FILTER, limit: 1, direction: 'forward', ...(await toStart(await store.checkpoint(caller))) });
      const pending = page.events[0];
      if (pending === undefined) {
        reflected = head;
        return head;
      }
      const { workspace, epoch, sequence } = readPosition(pending.position, caller.workspace);
      const before = { workspace, epoch, sequence: sequence - 1 };
      return comparePositions(before, readPosition(head, caller.workspace)) < 0 ? toPosition(before) : head;
    },
  };
}
