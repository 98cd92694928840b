import type { EventDraft } from '../../../../platform/event-log/event-log.ts';
import { readEventPattern } from '../../../../platform/event-log/event-pattern.ts';
import type { Scope } from '../../../../platform/request/scope.ts';
import type { DeliveryPorts } from '../deliveries/delivery-ports.ts';
import type { Line, NewDelivery } from '../deliveries/delivery.ts';
import type { EventKey } from '../event-copy.ts';

interface EarlyDelivery extends NewDelivery {
  readonly event: EventKey & { readonly position: null };
}

/**
 * Puts events that wait for the log into the queues that are bound to them, so that these go on while the log is away. Once the log has
 * an event, the queue knows that it has its message. A full queue, or one that others change all the time, takes it from the log later.
 * What other processes publish meanwhile takes its place as it comes. Where the log took an event just before it was lost, and another
 * process gave it to the queue from there, the queue has two messages of it.
 */
export async function feedEarly(ports: DeliveryPorts, scope: Scope, drafts: readonly EventDraft[]): Promise<void> {
  const { store, clock, newId } = ports;
  const bindings = await store.bindings(scope);
  const lines = await store.lines(scope, [...new Set(bindings.map(({ lineId }) => lineId))]);
  for (const line of lines) {
    const rules = bindings.filter(({ lineId }) => lineId === line.id).map(({ pattern, priority }) => ({ pattern: readEventPattern(pattern), priority }));
    const nowMs = clock.now();
    const deliveries = drafts.flatMap((draft) => {
      const matching = rules.filter(({ pattern }) => pattern.matches(draft.type));
      if (matching.length === 0) return [];
      const { source, id, type, subject, data = null, correlationId } = draft;
      const priority = Math.max(...matching.map((rule) => rule.priority));
      const event = { source, id, position: null };
      return [{ id: newId(), priority, key: subject, event, type, subject, data, correlationId, dueAtMs: nowMs, expiresAtMs: undefined, createdAtMs: nowMs }];
    });
    if (deliveries.length > 0) await put(ports, scope, { line, deliveries });
  }
}

async function put({ store }: DeliveryPorts, scope: Scope, { line, deliveries }: { line: Line; deliveries: readonly EarlyDelivery[] }): Promise<void> {
  const count = deliveries.length;
  const { id: lineId, settings } = line;
  await store.commit(scope, {
    changes: [
      { kind: 'turn', lineId, turn: { depthBy: count, places: count, enqueued: count, maxDepth: settings.maxLength } },
      { kind: 'insert', lineId, deliveries },
      { kind: 'note-early', lineId, keys: deliveries.map(({ event }) => event) },
    ],
    events: [],
  });
}
