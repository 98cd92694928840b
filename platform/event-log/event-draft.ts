import { badInput } from '../errors/coded-error.ts';
import type { EventDraft } from './event-log.ts';

/** The most events that one append takes. */
export const MAX_BATCH = 10_000;

const MAX_TYPE_LENGTH = 256;
const MAX_NAME_LENGTH = 1024;
const CONTROL = /\p{Cc}/u;

/**
 * Throws BAD_USER_INPUT naming the place in `events` when a batch is too large or an attribute cannot be stored:
 * names are text without control characters; `id`, `source` and `type` are never empty.
 */
export function assertEventDrafts(events: readonly EventDraft[]): void {
  if (events.length > MAX_BATCH) throw badInput('events', `at most ${MAX_BATCH} events`, events.length);
  events.forEach((event, index) => {
    assertName(event.id, { field: `events[${index}].id`, max: MAX_NAME_LENGTH });
    assertName(event.source, { field: `events[${index}].source`, max: MAX_NAME_LENGTH });
    assertName(event.type, { field: `events[${index}].type`, max: MAX_TYPE_LENGTH });
    for (const name of ['subject', 'time', 'dataSchema', 'traceparent', 'correlationId', 'causationId'] as const) {
      const value = event[name];
      if (value !== undefined) assertName(value, { field: `events[${index}].${name}`, max: MAX_NAME_LENGTH });
    }
  });
}

function assertName(value: unknown, { field, max }: { field: string; max: number }): void {
  const fits = typeof value === 'string' && value.length > 0 && value.length <= max && value.isWellFormed() && !CONTROL.test(value);
  if (!fits) throw badInput(field, `1 to ${max} characters, none of them a control character`, value);
}
