import type { SQLInputValue } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SqliteReader } from '../sqlite/sqlite-reader.ts';
import { isOnlyTimed, type EventMatcher } from './event-filter.ts';
import type { RecordedEvent } from './event-log.ts';
import type { LogBounds } from './log-bounds.ts';
import type { LiveEvent, LivePage } from './log-follower.ts';
import { planEventQuery, type Condition, type EventQuery, type KeyRange } from './sqlite-event-query.ts';
import { EVENT_COLUMNS, toLiveEvent, toRecordedEvent, type EventRow } from './sqlite-event-row.ts';
import { firstKey } from './sqlite-event-schema.ts';

/** Where a read looks: the sequences of a workspace after `low`, up to and with `high`. */
export interface WorkspaceRange extends Pick<LogBounds, 'forks'> {
  readonly name: string;
  readonly number: number;
  readonly low: number;
  readonly high: number;
  /** False when events have gone from between others: then even all of a range must be counted. */
  readonly isDense: boolean;
}

/** How much a page holds at most, and from which end it is read. */
export interface ReadLimits {
  readonly limit: number;
  /** Stops a page after the event that passes it; counted in characters of stored JSON. */
  readonly maxSize?: number;
  readonly direction: 'forward' | 'backward';
}

/** Keys that one step looks at before it lets other work of the process run. */
const SCAN_STEP = 4_096;
/** The same where an index leads to the keys, and each is then tested. */
const TEST_STEP = 65_536;
const COUNT_STEP = { scan: 20_000, seek: 200_000 } as const;
const SEEK_ROWS = 512;

/** The events of `range` that match, in the order of `direction`; `isWhole` is false when a limit ended the page first. */
export async function readEvents(
  reader: SqliteReader,
  { range, matcher }: { range: WorkspaceRange; matcher: EventMatcher },
  { limit, maxSize = Infinity, direction }: ReadLimits,
): Promise<{ events: RecordedEvent[]; isWhole: boolean }> {
  const events: RecordedEvent[] = [];
  let size = 0;
  let rest = toKeys(reader, range, matcher);
  const query = planEventQuery(reader, matcher, rest);
  while (rest.low < rest.high) {
    const step = cutStep(rest, stepOf(query), direction);
    const maxRows = query.kind === 'scan' ? SCAN_STEP : Math.min(limit - events.length, SEEK_ROWS);
    const { sql, parameters } = toSelect(query, step, { maxRows, direction });
    let rows = 0;
    let lastKey = 0;
    let isFull = false;
    reader.each<EventRow>(sql, parameters, (row) => {
      rows += 1;
      lastKey = row.key;
      if (passes(matcher, row.type)) {
        events.push(toRecordedEvent(row, range));
        size += row.body.length;
        isFull = events.length >= limit || size >= maxSize;
      }
      return !isFull;
    });
    rest = rows < maxRows && !isFull ? cutBehind(rest, direction === 'forward' ? step.high : step.low + 1, direction) : cutBehind(rest, lastKey, direction);
    if (isFull) return { events, isWhole: rest.low >= rest.high };
    if (rest.low < rest.high) await nextTurn();
  }
  return { events, isWhole: true };
}

/** All that follows `after` in a workspace, up to a limit. */
export function readLiveEvents(
  reader: SqliteReader,
  workspace: { name: string; number: number } & LogBounds,
  { after, limit, maxSize }: { after: number; limit: number; maxSize: number },
): Omit<LivePage, 'bounds'> {
  const events: LiveEvent[] = [];
  const base = firstKey(workspace.number);
  let size = 0;
  const sql = `SELECT ${EVENT_COLUMNS} FROM event WHERE key > ? AND key <= ? ORDER BY key LIMIT ?`;
  reader.each<EventRow>(sql, [base + after, base + workspace.head, limit], (row) => {
    events.push(toLiveEvent(row, workspace));
    size += row.body.length;
    return size < maxSize;
  });
  const isWhole = events.length < limit && size < maxSize;
  return { events, through: isWhole ? Math.max(after, workspace.head) : (events.at(-1)?.sequence ?? after) };
}

/** How many events of `range` match. */
export async function countEvents(reader: SqliteReader, { range, matcher }: { range: WorkspaceRange; matcher: EventMatcher }): Promise<number> {
  let rest = toKeys(reader, range, matcher);
  if (range.isDense && isOnlyTimed(matcher)) return Math.max(0, rest.high - rest.low);
  const query = planEventQuery(reader, matcher, rest);
  let count = 0;
  while (rest.low < rest.high) {
    const step = cutStep(rest, COUNT_STEP[query.kind], 'forward');
    for (const condition of conditionsOf(query)) {
      const sql = `SELECT type, count(*) AS n FROM event WHERE key > ? AND key <= ?${condition.sql} GROUP BY +type`;
      for (const row of reader.all<{ type: string; n: number }>(sql, step.low, step.high, ...condition.parameters)) {
        if (passes(matcher, row.type)) count += row.n;
      }
    }
    rest = cutBehind(rest, step.high, 'forward');
    if (rest.low < rest.high) await nextTurn();
  }
  return count;
}

function stepOf(query: EventQuery): number {
  if (query.kind === 'scan') return SCAN_STEP;
  return query.alternatives.some(({ hasTests }) => hasTests) ? TEST_STEP : Infinity;
}

function passes({ pattern }: EventMatcher, type: string): boolean {
  return pattern === undefined || pattern.matches(type);
}

/** The range in keys, narrowed by the filter's times: these never decrease along the log, so each bound is one bisection. */
function toKeys(reader: SqliteReader, range: WorkspaceRange, { filter }: EventMatcher): KeyRange {
  const base = firstKey(range.number);
  const keys: KeyRange = { low: base + range.low, high: base + range.high };
  const low = filter.since === undefined ? keys.low : lastKeyBefore(reader, keys, filter.since);
  return { low, high: filter.until === undefined ? keys.high : lastKeyBefore(reader, { low, high: keys.high }, filter.until) };
}

function lastKeyBefore(reader: SqliteReader, range: KeyRange, timeMs: number): number {
  let { low, high } = range;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const row = reader.get<{ key: number; recorded_at: number }>(
      'SELECT key, recorded_at FROM event WHERE key > ? AND key <= ? ORDER BY key DESC LIMIT 1',
      low,
      middle,
    );
    // A row that is gone counts as its predecessor.
    if (row === undefined || row.recorded_at < timeMs) low = middle;
    else high = row.key - 1;
  }
  return low;
}

function cutStep(range: KeyRange, size: number, direction: 'forward' | 'backward'): KeyRange {
  return direction === 'forward'
    ? { low: range.low, high: Math.min(range.high, range.low + size) }
    : { low: Math.max(range.low, range.high - size), high: range.high };
}

function cutBehind(range: KeyRange, key: number, direction: 'forward' | 'backward'): KeyRange {
  return direction === 'forward' ? { low: key, high: range.high } : { low: range.low, high: key - 1 };
}

function conditionsOf(query: EventQuery): readonly Condition[] {
  return query.kind === 'scan' ? [query.condition] : query.alternatives;
}

/** One statement for a step: several alternatives give their first keys each, of which the first rows are taken. */
function toSelect(
  query: EventQuery,
  step: KeyRange,
  { maxRows, direction }: { maxRows: number; direction: 'forward' | 'backward' },
): { sql: string; parameters: SQLInputValue[] } {
  const order = `ORDER BY key ${direction === 'forward' ? 'ASC' : 'DESC'} LIMIT ?`;
  const conditions = conditionsOf(query);
  const [only] = conditions;
  if (only !== undefined && conditions.length === 1) {
    return {
      sql: `SELECT ${EVENT_COLUMNS} FROM event WHERE key > ? AND key <= ?${only.sql} ${order}`,
      parameters: [step.low, step.high, ...only.parameters, maxRows],
    };
  }
  const keys = conditions.map((condition) => `SELECT * FROM (SELECT key FROM event WHERE key > ? AND key <= ?${condition.sql} ${order})`);
  const source = keys.length === 0 ? 'SELECT NULL' : keys.join(' UNION ALL ');
  return {
    sql: `SELECT ${EVENT_COLUMNS} FROM event WHERE key IN (${source}) ${order}`,
    parameters: [...conditions.flatMap((condition) => [step.low, step.high, ...condition.parameters, maxRows]), maxRows],
  };
}
