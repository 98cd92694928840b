import { badInput } from '../../../../platform/errors/coded-error.ts';
import type { EventFilter, Position, RecordedEvent } from '../../../../platform/event-log/event-log.ts';
import { readEventPattern } from '../../../../platform/event-log/event-pattern.ts';
import type { JsonValue } from '../../../../platform/json/json-value.ts';
import { readWithin } from '../deliveries/read-number.ts';
import { OWN_SOURCE } from '../own-event.ts';
import type { RoutingFault } from '../routing.ts';

/** What makes entries of events. */
export interface ProjectionTerms {
  readonly pattern: string;
  /** JSONata over an event: which entry it concerns; nothing: none. */
  readonly key: string;
  /** JSONata over an event, with the entry's state as `$state`: what the state becomes. Nothing leaves it, null removes the entry. */
  readonly fold: string;
  /** An event that would make more entries is counted as failed. */
  readonly maxEntries: number;
}

/** `live` is what is read, `building` what is to take its place, `checking` what is compared with it, `old` what goes. */
export type GenerationRole = 'live' | 'building' | 'checking' | 'old';

/** Entries that were made of the log from its beginning, and how far. */
export interface Generation {
  readonly id: string;
  readonly role: GenerationRole;
  readonly terms: ProjectionTerms;
  /** Up to where the log has been applied. */
  readonly position: Position;
  /** Events of the pattern that were looked at. */
  readonly examined: number;
  readonly applied: number;
  readonly failed: number;
  readonly entries: number;
  readonly lastFault?: RoutingFault;
  /** Events of the pattern when it began. */
  readonly total: number;
  /** How long it has been worked on. */
  readonly activeMs: number;
}

/** Whether entries that were built anew are those that are read. */
export interface ProjectionCheck {
  /** Of the generation that was compared. */
  readonly id: string;
  readonly equal: boolean;
  /** Up to where both had been applied. */
  readonly position: Position;
  readonly liveEntries: number;
  readonly rebuiltEntries: number;
  /** The first entries that differ. */
  readonly differences: readonly EntryDifference[];
  readonly atMs: number;
}

/** An entry that is not what building it anew makes of it. */
export interface EntryDifference {
  readonly key: string;
  /** Absent: there is no such entry. */
  readonly live?: JsonValue;
  readonly rebuilt?: JsonValue;
}

/** A read model that is made of events. */
export interface Projection {
  readonly id: string;
  /** As they were saved last; those of the live generation are older while it is replaced. */
  readonly terms: ProjectionTerms;
  /** Grows with every command. */
  readonly version: number;
  readonly live?: Generation;
  readonly building?: Generation;
  readonly checking?: Generation;
  readonly lastCheck?: ProjectionCheck;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** A key of a read model and what events have made of it. */
export interface ProjectionEntry {
  readonly key: string;
  readonly state: JsonValue;
  /** Of the event that changed it last. */
  readonly position: Position;
}

/** By which projections tell of themselves; no projection is made of it. */
export const PROJECTION_EVENTS = 'event.projection';
const OWN_TYPES = ['saved', 'deleted', 'progressed', 'rebuilding', 'checking'].map((what) => `${PROJECTION_EVENTS}.${what}`);

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const MAX_EXPRESSION = 8_192;

/** Reads what a projection is to be; throws BAD_USER_INPUT naming the part of the input. Whether its expressions can be used is for the evaluator to say. */
export function readProjectionTerms({ pattern, key, fold, maxEntries }: ProjectionTerms): ProjectionTerms {
  readEventPattern(pattern, 'input.pattern');
  for (const [field, text] of Object.entries({ key, fold })) {
    if (text.trim() === '' || text.length > MAX_EXPRESSION) throw badInput(`input.${field}`, `a JSONata expression of 1 to ${MAX_EXPRESSION} characters`);
  }
  return { pattern, key, fold, maxEntries: readWithin(maxEntries, 'input.maxEntries', { min: 1, max: 100_000 }) };
}

/** Accepts a projection's id as a caller may choose it; throws BAD_USER_INPUT. */
export function readProjectionId(id: string): string {
  if (!ID.test(id)) throw badInput('input.id', '1 to 100 letters, digits or ._-, beginning with a letter or digit', id);
  return id;
}

/** Whether an event is applied at all. */
export function isProjected({ source, type }: Pick<RecordedEvent, 'source' | 'type'>): boolean {
  return source !== OWN_SOURCE || !OWN_TYPES.includes(type);
}

/** What of a pattern's events is not applied; undefined when it cannot hold any such. */
export function toSkippedFilter(pattern: string): EventFilter | undefined {
  const read = readEventPattern(pattern);
  const types = OWN_TYPES.filter((type) => read.matches(type));
  return types.length === 0 ? undefined : { source: OWN_SOURCE, types };
}
