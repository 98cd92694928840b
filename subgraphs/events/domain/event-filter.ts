import { badInput } from '../../../platform/errors/coded-error.ts';
import type { EventFilter } from '../../../platform/event-log/event-log.ts';
import { readEventPattern } from '../../../platform/event-log/event-pattern.ts';

/** What someone looks for; null and absent both mean: anything. */
export interface EventFilterRequest {
  readonly pattern?: string | null | undefined;
  readonly types?: readonly string[] | null | undefined;
  readonly source?: string | null | undefined;
  readonly subject?: string | null | undefined;
  readonly about?: string | null | undefined;
  readonly correlationId?: string | null | undefined;
  /** RFC 3339, inclusive. */
  readonly since?: string | null | undefined;
  /** RFC 3339, exclusive. */
  readonly until?: string | null | undefined;
}

const MAX_TYPES = 100;

/** Reads a filter; throws BAD_USER_INPUT that names the part under `path`. */
export function readEventFilter(request: EventFilterRequest, path: string): EventFilter {
  const { pattern, types, source, subject, about, correlationId, since, until } = request;
  if (pattern !== undefined && pattern !== null) readEventPattern(pattern, join(path, 'pattern'));
  if (types && (types.length === 0 || types.length > MAX_TYPES)) throw badInput(join(path, 'types'), `1 to ${MAX_TYPES} types`, types.length);
  return {
    ...present('pattern', pattern),
    ...present('types', types),
    ...present('source', source),
    ...present('subject', subject),
    ...present('about', about),
    ...present('correlationId', correlationId),
    ...present('since', toMilliseconds(since)),
    ...present('until', toMilliseconds(until)),
  };
}

function present<K extends keyof EventFilter>(key: K, value: EventFilter[K] | null | undefined): Pick<EventFilter, K> {
  return (value === undefined || value === null ? {} : { [key]: value }) as Pick<EventFilter, K>;
}

function toMilliseconds(time: string | null | undefined): number | undefined {
  return time === undefined || time === null ? undefined : Date.parse(time);
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
