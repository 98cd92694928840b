import type { EventLog, RecordedEvent } from '../../../../platform/event-log/event-log.ts';
import { readEventPattern } from '../../../../platform/event-log/event-pattern.ts';
import { comparePositions, readPosition } from '../../../../platform/event-log/position.ts';
import type { Scope } from '../../../../platform/request/scope.ts';
import type { DeliveryPorts } from '../deliveries/delivery-ports.ts';
import type { QueueBinding } from '../deliveries/delivery-store.ts';
import type { Line, NewDelivery } from '../deliveries/delivery.ts';
import type { EventKey } from '../event-copy.ts';
import { OWN_SOURCE } from '../own-event.ts';

const PAGE = 200;

/**
 * Puts the next events of the log that a binding matches into the queue and moves the queue's cursor, in one unit: each
 * event enters once, whichever copy reads it. A full queue waits. Answers whether there may be more to do at once.
 */
export async function feedQueue(ports: DeliveryPorts & { log: Pick<EventLog, 'read'> }, scope: Scope, line: Line): Promise<boolean> {
  const { store, log, clock, newId } = ports;
  const room = Math.min(PAGE, line.settings.maxLength - line.depth);
  if (room <= 0) return false;
  const bindings = await store.bindings(scope, line.id);
  const [only, second] = bindings;
  if (only === undefined) return false;
  const page = await log.read(scope, {
    ...(second === undefined ? { filter: { pattern: only.pattern } } : {}),
    ...(line.position === null ? {} : { after: line.position }),
    limit: room,
    direction: 'forward',
  });
  const last = page.events.at(-1);
  if (last === undefined) return false;
  const nowMs = clock.now();
  const early = await store.early(scope, line.id, page.events);
  const isEarly = new Set(early.map(toKeyText));
  const toPriority = createPriorities(bindings, scope);
  const deliveries = page.events.flatMap((event) => {
    // What this queue itself gave rise to would go round for ever.
    const isOwn = event.source === OWN_SOURCE && event.subject === line.id;
    const priority = isOwn || isEarly.has(toKeyText(event)) ? undefined : toPriority(event);
    return priority === undefined ? [] : [toMessage(event, { priority, id: newId(), nowMs })];
  });
  const count = deliveries.length;
  const outcome = await store.commit(scope, {
    changes: [
      {
        kind: 'turn',
        lineId: line.id,
        turn: { version: line.version, position: last.position, depthBy: count, places: count, enqueued: count },
      },
      ...(count === 0 ? [] : [{ kind: 'insert' as const, lineId: line.id, deliveries }]),
      ...(early.length === 0 ? [] : [{ kind: 'forget-early' as const, lineId: line.id, keys: early }]),
    ],
    events: [],
  });
  return outcome.kind === 'conflict' || page.hasMore;
}

function toKeyText({ source, id }: EventKey): string {
  return JSON.stringify([source, id]);
}

/** The highest priority among the bindings that match an event which came after they were made. */
function createPriorities(bindings: readonly QueueBinding[], { workspace }: Scope): (event: RecordedEvent) => number | undefined {
  const rules = bindings.map(({ pattern, priority, fromPosition }) => ({
    pattern: readEventPattern(pattern),
    priority,
    from: readPosition(fromPosition, workspace),
  }));
  return (event) => {
    const at = readPosition(event.position, workspace);
    const matching = rules.filter(({ pattern, from }) => pattern.matches(event.type) && comparePositions(from, at) < 0);
    return matching.length === 0 ? undefined : Math.max(...matching.map(({ priority }) => priority));
  };
}

/** The message by which a queue tells of an event: a copy, so that the message outlives the log's retention. */
export function toMessage(event: RecordedEvent, { priority, id, nowMs }: { priority: number; id: string; nowMs: number }): NewDelivery {
  return {
    id,
    priority,
    key: event.subject,
    event: { source: event.source, id: event.id, position: event.position },
    type: event.type,
    subject: event.subject,
    data: event.data ?? null,
    correlationId: event.correlationId,
    dueAtMs: nowMs,
    expiresAtMs: undefined,
    createdAtMs: nowMs,
  };
}
