import type { EventDraft, RecordedEvent } from '../../../platform/event-log/event-log.ts';

/** Who tells of events again. No client can publish under these sources, so what they say of an event is true. */
const RULE_SOURCE = 'autoweave/rules/';
const REPLAY_SOURCE = 'autoweave/replays/';
const UNFENCED = '/unfenced';

/** Which event a copy is of. */
export interface EventKey {
  readonly source: string;
  readonly id: string;
}

const HOPPED = /^(\d+)~/;

/** How many rules have sent the event on. */
export function hopsOf({ source, id }: EventKey): number {
  const hops = source.startsWith(RULE_SOURCE) ? HOPPED.exec(id)?.[1] : undefined;
  return hops === undefined ? 0 : Number(hops);
}

/** What a rule makes of an event; the same event always makes the same copy. */
export function toRoutedEvent(ruleId: string, event: RecordedEvent, type: string): EventDraft {
  return { ...carried(event), id: `${hopsOf(event) + 1}~${event.sequence}~${event.recordedAt}`, source: `${RULE_SOURCE}${ruleId}`, type };
}

/** What a replay makes of an event; the same event always makes the same copy. */
export function toReplayedEvent({ id, fenced }: { id: string; fenced: boolean }, event: RecordedEvent, type: string): EventDraft {
  return { ...carried(event), id: `${event.source} ${event.id}`, source: `${REPLAY_SOURCE}${id}${fenced ? '' : UNFENCED}`, type };
}

/** Where a replayed event comes from. */
export interface ReplayedFrom {
  readonly replayId: string;
  /** True: what the original had done already is not done again. */
  readonly fenced: boolean;
  readonly original: EventKey;
}

/** The replay that made the event, and the event that it is a copy of; undefined for what is no replay's. */
export function readReplayed({ source, id }: EventKey): ReplayedFrom | undefined {
  if (!source.startsWith(REPLAY_SOURCE)) return undefined;
  const name = source.slice(REPLAY_SOURCE.length);
  const fenced = !name.endsWith(UNFENCED);
  // A source is a URI reference and holds no space; an id may.
  const at = id.indexOf(' ');
  return { replayId: fenced ? name : name.slice(0, -UNFENCED.length), fenced, original: { source: id.slice(0, at), id: id.slice(at + 1) } };
}

/** True for what a rule or a replay made of another event. */
export function isCopy({ source }: Pick<EventKey, 'source'>): boolean {
  return source.startsWith(RULE_SOURCE) || source.startsWith(REPLAY_SOURCE);
}

function carried({ subject, time, data, traceparent, correlationId, id }: RecordedEvent): Omit<EventDraft, 'id' | 'source' | 'type'> {
  return {
    causationId: id,
    ...(subject === undefined ? {} : { subject }),
    ...(time === undefined ? {} : { time }),
    ...(data === undefined ? {} : { data }),
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(correlationId === undefined ? {} : { correlationId }),
  };
}
