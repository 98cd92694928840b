import type { EventDraft } from '../../../../platform/event-log/event-log.ts';
import type { Scope } from '../../../../platform/request/scope.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import type { LineUnit } from './delivery-store.ts';
import { type DeadReason, type Delivery, type DeliveryError, type Line } from './delivery.ts';
import { toErrorFingerprint } from './error-fingerprint.ts';

/** A delivery that is not tried again, and why. */
export interface Death {
  readonly delivery: Delivery;
  readonly reason: DeadReason;
  readonly error: DeliveryError;
}

/** What a timed-out or expired delivery dies of; undefined while it may be tried again. */
export function toDeath(line: Line, delivery: Delivery, nowMs: number): Death | undefined {
  const { expiresAtMs, attempts, lastError } = delivery;
  if (expiresAtMs !== undefined && expiresAtMs <= nowMs) {
    return { delivery, reason: 'EXPIRED', error: lastError ?? { code: 'EXPIRED', message: 'expired before it was done' } };
  }
  if (attempts < line.settings.maxDeliveries) return undefined;
  return { delivery, reason: 'MAX_DELIVERIES', error: { code: 'VISIBILITY_TIMEOUT', message: 'the claim timed out without an answer' } };
}

/** The unit that buries deliveries of one line as they were seen, lets the next of their keys go on, and tells of each. */
export function toBurial(line: Line, deaths: readonly Death[], ports: Pick<DeliveryPorts, 'clock' | 'newId'>): LineUnit {
  const nowMs = ports.clock.now();
  // What has expired is no poison: it holds nothing back.
  const blocks = ({ reason, delivery }: Death) => line.settings.poison === 'BLOCK_KEY' && reason !== 'EXPIRED' && delivery.key !== undefined;
  return {
    changes: [
      { kind: 'turn', lineId: line.id, turn: { depthBy: -deaths.length } },
      ...deaths.map((death) => ({
        kind: 'bury' as const,
        lineId: line.id,
        seen: death.delivery,
        facts: { reason: death.reason, error: death.error, fingerprint: toErrorFingerprint(death.error), diedAtMs: nowMs },
        blocks: blocks(death),
      })),
      { kind: 'promote', lineId: line.id, keys: distinctKeys(deaths.filter((death) => !blocks(death)).map(({ delivery }) => delivery)) },
    ],
    events: deaths.map((death) => toDeadEvent(line, death, { id: ports.newId(), nowMs })),
  };
}

/** The keys of deliveries, each once. */
export function distinctKeys(deliveries: readonly Pick<Delivery, 'key'>[]): readonly string[] {
  return [...new Set(deliveries.flatMap(({ key }) => (key === undefined ? [] : [key])))];
}

const OVERDUE_AT_ONCE = 100;

/** Buries what has expired or was tried often enough, and frees the other claims that timed out. Answers how many it dealt with. */
export async function buryOverdue(ports: DeliveryPorts, scope: Scope, line: Line): Promise<number> {
  const nowMs = ports.clock.now();
  const overdue = await ports.store.overdue(scope, line.id, { nowMs, limit: OVERDUE_AT_ONCE });
  if (overdue.length === 0) return 0;
  const deaths = overdue.map((delivery) => toDeath(line, delivery, nowMs)).filter((death) => death !== undefined);
  const dying = new Set(deaths.map(({ delivery }) => delivery.id));
  const freed = overdue.filter(({ id }) => !dying.has(id)).map(({ id }) => id);
  const burial = deaths.length === 0 ? { changes: [], events: [] } : toBurial(line, deaths, ports);
  const release = freed.length === 0 ? [] : [{ kind: 'release' as const, lineId: line.id, ids: freed, nowMs }];
  const outcome = await ports.store.commit(scope, { changes: [...burial.changes, ...release], events: burial.events });
  return outcome.kind === 'committed' ? overdue.length : 0;
}

function toDeadEvent(line: Line, { delivery, reason, error }: Death, { id, nowMs }: { id: string; nowMs: number }): EventDraft {
  return {
    id,
    source: 'autoweave/events',
    type: line.kind === 'group' ? 'group.delivery.dead' : 'queue.message.dead',
    subject: line.id,
    time: new Date(nowMs).toISOString(),
    data: {
      deliveryId: delivery.id,
      type: delivery.type,
      key: delivery.key ?? null,
      attempts: delivery.attempts,
      reason,
      error: { code: error.code ?? null, message: error.message },
      event: delivery.event === undefined ? null : { source: delivery.event.source, id: delivery.event.id },
    },
    ...(delivery.correlationId === undefined ? {} : { correlationId: delivery.correlationId }),
    ...(delivery.event === undefined ? {} : { causationId: delivery.event.id }),
  };
}
