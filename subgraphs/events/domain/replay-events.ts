import type { EventDraft, EventFilter, RecordedEvent } from '../../../platform/event-log/event-log.ts';
import { OWN_SOURCE, toOwnEvent, type OwnEventCause } from './own-event.ts';
import { REPLAY_STATES, type Replay } from './replay.ts';

/** A replay at one moment, as its event tells. */
export type ReplayTold = Pick<Replay, 'id' | 'state' | 'total' | 'examined' | 'replayed' | 'suppressed' | 'failed' | 'activeMs'>;

const PROGRESSED = 'event.replay.progressed';

/** A replay has come so far, or is in another state. */
export function toReplayEvent(replay: Replay, cause: OwnEventCause): EventDraft {
  const { id, state, total, examined, replayed, suppressed, failed, activeMs, correlationId } = replay;
  const data = { id, state, total, examined, replayed, suppressed, failed, activeMs };
  return { correlationId, ...toOwnEvent(PROGRESSED, cause, { subject: `event-replay/${id}`, data }) };
}

/** Lets through the progress of one replay, or of all. */
export function toReplayFilter(id: string | undefined): EventFilter {
  return { source: OWN_SOURCE, types: [PROGRESSED], ...(id === undefined ? {} : { subject: `event-replay/${id}` }) };
}

/** Reads progress back from its event; undefined for another event. */
export function readReplayTold(event: RecordedEvent): ReplayTold | undefined {
  if (event.source !== OWN_SOURCE || event.type !== PROGRESSED) return undefined;
  const told = event.data as unknown as ReplayTold;
  return REPLAY_STATES.includes(told.state) ? told : undefined;
}
