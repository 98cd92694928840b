import type { EventLog, Position, RecordedEvent } from '../../../../platform/event-log/event-log.ts';
import { readPosition } from '../../../../platform/event-log/position.ts';
import type { Scope } from '../../../../platform/request/scope.ts';
import type { Drawn } from '../deliveries/claim-deliveries.ts';
import type { Line, LogGap, NewDelivery } from '../deliveries/delivery.ts';
import { OWN_SOURCE } from '../own-event.ts';

/** Up to `want` events that pass the group's filter and stand after its cursor, and what the log dropped before them; undefined when there is neither. */
export async function drawEvents(
  { log, newId, nowMs }: { log: Pick<EventLog, 'read' | 'locate'>; newId: () => string; nowMs: number },
  scope: Scope,
  { line, want }: { line: Line; want: number },
): Promise<Drawn | undefined> {
  const { settings, position } = line;
  const page = await log.read(scope, { filter: settings.filter, limit: want, direction: 'forward', ...(position === null ? {} : { after: position }) });
  // After the read: what was dropped during it shows.
  const gap = position === null ? undefined : await findGap(log, scope, { position, nowMs });
  const last = page.events.at(-1);
  if (last === undefined) return gap === undefined ? undefined : { deliveries: [], position: gap.availableFrom, hasMore: false, gap };
  // What tells of the group itself is not its consumers' business, and their work on it would never end.
  const events = page.events.filter(({ source, subject }) => source !== OWN_SOURCE || subject !== line.id);
  return {
    deliveries: events.map((event) => toDelivery(event, newId(), nowMs)),
    position: last.position,
    hasMore: page.hasMore,
    ...(gap === undefined ? {} : { gap }),
  };
}

async function findGap(log: Pick<EventLog, 'locate'>, scope: Scope, { position, nowMs }: { position: Position; nowMs: number }): Promise<LogGap | undefined> {
  const place = await log.locate(scope, position);
  if (place.kind === 'available') return undefined;
  const { availableFrom } = place;
  const sequenceOf = (of: Position) => readPosition(of, scope.workspace).sequence;
  return { from: position, availableFrom, missed: Math.max(0, sequenceOf(availableFrom) - sequenceOf(position)), atMs: nowMs };
}

/** The event itself stays in the log; its subject is the key whose order is kept. */
function toDelivery(event: RecordedEvent, id: string, nowMs: number): NewDelivery {
  return {
    id,
    priority: 0,
    key: event.subject,
    event: { source: event.source, id: event.id, position: event.position },
    type: event.type,
    subject: event.subject,
    data: undefined,
    correlationId: event.correlationId,
    dueAtMs: nowMs,
    expiresAtMs: undefined,
    createdAtMs: nowMs,
  };
}
