import type { Position, RecordedEvent } from '../../../platform/event-log/event-log.ts';
import type { EventPattern } from '../../../platform/event-log/event-pattern.ts';
import { readEventPattern } from '../../../platform/event-log/event-pattern.ts';
import type { LeaseToken } from '../../../platform/records/records.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import { toBucketStart, type TimeBucket } from './time-bucket.ts';
import { readTimeRange, type TimeRange } from './time-range.ts';

/** How many events of a type and subject the log recorded within a second. */
export interface EventTally {
  /** The beginning of the second, in milliseconds since the epoch. */
  readonly secondMs: number;
  readonly type: string;
  /** Empty when the events have none. */
  readonly subject: string;
  readonly count: number;
}

/** A sum, of a bucket when they are grouped by time and of a type when by type. */
export interface EventCount {
  readonly atMs?: number;
  readonly type?: string;
  readonly count: number;
}

/** Where counting stands: everything up to `position` is counted, nothing after it. */
export interface CountCheckpoint {
  readonly position: Position;
  /** Grows with each commit and guards it. */
  readonly version: number;
}

/** Counts of events, and how far in the log they go. Reads see the scope's workspace alone. */
export interface EventCountStore {
  checkpoint(scope: Scope): Promise<CountCheckpoint | undefined>;
  /**
   * Adds tallies and moves the checkpoint on in one unit of work. False when the checkpoint is no longer at
   * `from` or the lease was lost: another copy counts.
   */
  advance(scope: Scope, tallies: readonly EventTally[], options: { from: CountCheckpoint | undefined; to: Position; fence: LeaseToken }): Promise<boolean>;
  /** Sums by type and by stretches of `widthMs` of time (absent: by type alone), of one type when `literal` is given. */
  tallies(scope: Scope, options: { range: TimeRange; literal?: string; widthMs?: number }): Promise<readonly { atMs: number; type: string; count: number }[]>;
  /** How many events of each subject there are in the range. */
  countBySubject(scope: Scope, subjects: readonly string[], range: TimeRange): Promise<ReadonlyMap<string, number>>;
}

const SECOND_MS = 1_000;

/** Counts events by second, type and subject. */
export function toTallies(events: readonly RecordedEvent[]): readonly EventTally[] {
  const tallies = new Map<string, { secondMs: number; type: string; subject: string; count: number }>();
  for (const { recordedAt, type, subject = '' } of events) {
    const secondMs = Math.floor(recordedAt / SECOND_MS) * SECOND_MS;
    const key = JSON.stringify([secondMs, type, subject]);
    const tally = tallies.get(key);
    if (tally === undefined) tallies.set(key, { secondMs, type, subject, count: 1 });
    else tally.count += 1;
  }
  return [...tallies.values()];
}

/** Stretches that divide the buckets, so that the store can sum up beforehand. */
const WIDTHS_MS: Readonly<Record<TimeBucket, number>> = { MINUTE: 60_000, HOUR: 3_600_000, DAY: 86_400_000, WEEK: 86_400_000, MONTH: 86_400_000 };

/** What a caller asks to be counted. */
export interface EventCountQuery {
  readonly pattern: string;
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
  readonly groupBy?: TimeBucket | null | undefined;
  readonly groupByType: boolean;
}

/** Sums counts up by bucket and type, by time, then type. Without groups there is always one number. */
export async function countEvents(scope: Scope, query: EventCountQuery, store: EventCountStore): Promise<readonly EventCount[]> {
  const pattern = readEventPattern(query.pattern);
  const range = toSeconds(readTimeRange(query));
  const { literal } = pattern;
  const groupBy = query.groupBy ?? undefined;
  const widthMs = groupBy === undefined ? undefined : WIDTHS_MS[groupBy];
  const tallies = await store.tallies(scope, { range, ...(literal === undefined ? {} : { literal }), ...(widthMs === undefined ? {} : { widthMs }) });
  return group(tallies, pattern, { groupBy, groupByType: query.groupByType });
}

function group(
  tallies: readonly { atMs: number; type: string; count: number }[],
  pattern: EventPattern,
  by: { groupBy: TimeBucket | undefined; groupByType: boolean },
): readonly EventCount[] {
  const { groupBy, groupByType } = by;
  const sums = new Map<string, { atMs?: number; type?: string; count: number }>();
  if (groupBy === undefined && !groupByType) sums.set('', { count: 0 });
  for (const { atMs, type, count } of tallies) {
    if (!pattern.matches(type)) continue;
    const own = { ...(groupBy === undefined ? {} : { atMs: toBucketStart(atMs, groupBy) }), ...(groupByType ? { type } : {}) };
    const key = own.atMs === undefined && own.type === undefined ? '' : JSON.stringify([own.atMs, own.type]);
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { ...own, count });
    else sum.count += count;
  }
  return [...sums.values()].toSorted((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0) || ((a.type ?? '') < (b.type ?? '') ? -1 : 1));
}

/** A range to whole seconds: its beginning down, its end up. */
export function toSeconds({ fromMs, toMs }: TimeRange): TimeRange {
  return {
    ...(fromMs === undefined ? {} : { fromMs: Math.floor(fromMs / SECOND_MS) * SECOND_MS }),
    ...(toMs === undefined ? {} : { toMs: Math.ceil(toMs / SECOND_MS) * SECOND_MS }),
  };
}
