import type { Clock } from '../clock/clock.ts';
import type { EventDraft, EventLog, TailItem, TailOptions } from './event-log.ts';
import type { Scope } from '../request/scope.ts';

/** What each part of the suite works with: one log for all tests, a workspace for each. */
export interface EventLogSubject {
  readonly log: () => EventLog;
  readonly create: (clock: Clock) => Promise<EventLog>;
  /** A workspace that no other test uses. */
  readonly newScope: () => Scope;
}

/** An event with id `id`; everything else has a default. */
export function draft(id: string, more: Partial<EventDraft> = {}): EventDraft {
  return { id, source: 'test', type: 'thing.changed', ...more };
}

/** So many drafts with the ids `e1`, `e2` and so on; `more` adds to each by its index from 0. */
export function drafts(count: number, more: (index: number) => Partial<EventDraft> = () => ({})): EventDraft[] {
  return Array.from({ length: count }, (_, index) => draft(`e${index + 1}`, more(index)));
}

/** Reads a tail until `enough` says so, then ends it; answers what it yielded. */
export async function takeTail(
  log: EventLog,
  scope: Scope,
  options: Omit<TailOptions, 'signal'>,
  enough: (items: readonly TailItem[]) => boolean,
): Promise<TailItem[]> {
  const ending = new AbortController();
  const items: TailItem[] = [];
  for await (const item of log.tail(scope, { ...options, signal: ending.signal })) {
    items.push(item);
    if (enough(items)) ending.abort();
  }
  return items;
}

/** The ids of the events among the items, in their order. */
export function idsOf(items: readonly TailItem[]): string[] {
  return items.flatMap((item) => (item.kind === 'event' ? [item.event.id] : []));
}

/** Appends and answers the outcome, which must be `appended`. */
export async function appendAll(log: EventLog, scope: Scope, events: readonly EventDraft[]) {
  const outcome = await log.append(scope, events);
  if (outcome.kind !== 'appended') throw new Error(`expected the events to be appended, got ${JSON.stringify(outcome)}`);
  return outcome;
}
