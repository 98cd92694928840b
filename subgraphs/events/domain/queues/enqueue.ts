import { CodedError } from '../../../../platform/errors/coded-error.ts';
import type { Durability } from '../../../../platform/event-log/event-log.ts';
import type { Scope } from '../../../../platform/request/scope.ts';
import { findLine, untilCommitted } from '../deliveries/delivery-ports.ts';
import type { DeliveryStore } from '../deliveries/delivery-store.ts';
import { toLineId, type Line, type NewDelivery } from '../deliveries/delivery.ts';

/** What became of messages. */
export interface Enqueued {
  readonly ids: readonly string[];
  /** Those that were in the queue already. */
  readonly duplicates: readonly string[];
  /** Undefined when nothing was put in. */
  readonly durability: Durability | undefined;
}

/**
 * Puts messages into a queue in their order, all that are not there yet or none. Throws NOT_FOUND, and QUEUE_FULL when
 * they would make it longer than its settings allow.
 */
export function enqueue(store: DeliveryStore, scope: Scope, { queue, messages }: { queue: string; messages: readonly NewDelivery[] }): Promise<Enqueued> {
  const lineId = toLineId('queue', queue);
  const ids = messages.map(({ id }) => id);
  return untilCommitted<Enqueued>(async () => {
    const line = await findLine(store, scope, { lineId, field: 'queue' });
    const known = new Set((await store.find(scope, lineId, ids)).map(({ id }) => id));
    const fresh = messages.filter(({ id }) => !known.has(id));
    const duplicates = ids.filter((id) => known.has(id));
    if (fresh.length === 0) return { answer: { ids, duplicates, durability: undefined } };
    const count = fresh.length;
    const turn = { depthBy: count, places: count, enqueued: count, maxDepth: line.settings.maxLength };
    const outcome = await store.commit(scope, {
      changes: [
        { kind: 'turn', lineId, turn },
        { kind: 'insert', lineId, deliveries: fresh },
      ],
      events: [],
    });
    if (outcome.kind === 'committed') return { answer: { ids, duplicates, durability: outcome.durability } };
    if (outcome.guard === 'full') throw queueFull(queue, (await store.lines(scope, [lineId]))[0] ?? line);
    return undefined;
  });
}

function queueFull(queue: string, { depth, settings }: Line): CodedError {
  return new CodedError('QUEUE_FULL', `the queue ${queue} holds ${depth} of at most ${settings.maxLength} messages`, {
    field: 'queue',
    details: { queue, depth, maxLength: settings.maxLength },
  });
}
