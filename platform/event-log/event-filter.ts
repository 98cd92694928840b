import { readEventPattern, type EventPattern } from './event-pattern.ts';
import type { EventFilter } from './event-log.ts';

/** What a filter looks at. */
export interface FilteredAttributes {
  readonly type: string;
  readonly source: string;
  readonly subject?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly recordedAt: number;
}

/** A filter that was read once and is used for many events. */
export interface EventMatcher {
  readonly filter: EventFilter;
  readonly pattern: EventPattern | undefined;
  /** True when every event passes. */
  readonly passesAll: boolean;
  matches(event: FilteredAttributes): boolean;
}

/** Reads a filter; throws BAD_USER_INPUT naming `filter.pattern` when that is not a pattern. */
export function readEventFilter(filter: EventFilter = {}): EventMatcher {
  const pattern = filter.pattern === undefined || filter.pattern === '**' ? undefined : readEventPattern(filter.pattern, 'filter.pattern');
  const { types, subject, source, about, correlationId, since, until } = filter;
  const tests: ((event: FilteredAttributes) => boolean)[] = [];
  if (pattern !== undefined) tests.push((event) => pattern.matches(event.type));
  if (types !== undefined) tests.push((event) => types.includes(event.type));
  if (subject !== undefined) tests.push((event) => event.subject === subject);
  if (source !== undefined) tests.push((event) => event.source === source);
  if (about !== undefined) tests.push((event) => event.subject === about || event.source === about);
  if (correlationId !== undefined) tests.push((event) => event.correlationId === correlationId);
  if (since !== undefined) tests.push((event) => event.recordedAt >= since);
  if (until !== undefined) tests.push((event) => event.recordedAt < until);
  return { filter, pattern, passesAll: tests.length === 0, matches: (event) => tests.every((test) => test(event)) };
}

/** True when a filter asks for nothing but times. */
export function isOnlyTimed({ filter }: EventMatcher): boolean {
  const { since: _since, until: _until, pattern, ...rest } = filter;
  return (pattern === undefined || pattern === '**') && Object.values(rest).every((part) => part === undefined);
}
