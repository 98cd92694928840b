import type { EventDraft, EventFilter, RecordedEvent } from '../../../../platform/event-log/event-log.ts';
import { OWN_SOURCE, toOwnEvent, type OwnEventCause } from '../own-event.ts';
import { PROJECTION_EVENTS, type Generation } from './projection.ts';

/** What is built: `REBUILD` takes the place of what is read, `CHECK` is compared with it. */
export type ProjectionPurpose = 'REBUILD' | 'CHECK';

/** How far a generation has come, as its event tells. */
export interface ProjectionTold {
  readonly id: string;
  readonly purpose: ProjectionPurpose;
  readonly state: 'RUNNING' | 'DONE';
  readonly total: number;
  readonly examined: number;
  readonly activeMs: number;
}

const PROGRESSED = `${PROJECTION_EVENTS}.progressed`;

/** How a generation stands, as it is told. */
export function toTold(id: string, { role, total, examined, activeMs }: Generation, state: ProjectionTold['state']): ProjectionTold {
  return { id, purpose: role === 'checking' ? 'CHECK' : 'REBUILD', state, total, examined, activeMs };
}

/** A generation has come so far. */
export function toProgressEvent(told: ProjectionTold, cause: OwnEventCause): EventDraft {
  return toOwnEvent(PROGRESSED, cause, { subject: `event-projection/${told.id}`, data: { ...told } });
}

/** Lets through the progress of one projection, or of all. */
export function toProgressFilter(id: string | undefined): EventFilter {
  return { source: OWN_SOURCE, types: [PROGRESSED], ...(id === undefined ? {} : { subject: `event-projection/${id}` }) };
}

/** Reads progress back from its event; undefined for another event. */
export function readProjectionTold({ source, type, data }: RecordedEvent): ProjectionTold | undefined {
  return source === OWN_SOURCE && type === PROGRESSED ? (data as unknown as ProjectionTold) : undefined;
}
