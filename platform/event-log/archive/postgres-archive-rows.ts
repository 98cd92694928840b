import { isOnlyTimed, type EventMatcher } from '../event-filter.ts';
import type { RecordedEvent } from '../event-log.ts';
import { epochOf, type LogBounds } from '../log-bounds.ts';
import { toPosition } from '../position.ts';
import type { StoredBody } from '../stored-event.ts';
import type { RunStatement } from '../../records/postgres-connection.ts';
import { createParameters, planAlternatives, type StatementParameters } from './postgres-archive-query.ts';

/** A workspace's archived sequences after `low`, up to and with `high`; `isDense` when none is missing between. */
export interface ArchivedRange extends Pick<LogBounds, 'forks'> {
  readonly name: string;
  readonly number: number;
  readonly low: number;
  readonly high: number;
  readonly isDense: boolean;
}

/** An archived event as PostgreSQL answers it. */
export interface ArchivedEventRow extends Record<string, unknown> {
  readonly sequence: number;
  readonly recordedAt: number;
  readonly type: string;
  readonly source: string;
  readonly id: string;
  readonly subject: string | null;
  readonly revision: number | null;
  readonly correlationId: string | null;
  readonly body: string;
}

/** What a statement selects to answer ArchivedEventRows. */
export const ARCHIVED_COLUMNS = `sequence, recorded_at AS "recordedAt", type, source, id, subject, revision, correlation_id AS "correlationId", body`;

/** Rows of one statement at most, and the bytes of their bodies after which it ends. */
const STEP = { rows: 512, bytes: 4_194_304 } as const;

interface Limits {
  readonly limit: number;
  readonly maxSize?: number;
  readonly direction: 'forward' | 'backward';
}

/** The events of `range` that match, in the order of `direction`; `isWhole` is false when a limit ended the page first. */
export async function readArchived(
  run: RunStatement,
  { range, matcher }: { range: ArchivedRange; matcher: EventMatcher },
  { limit, maxSize = Infinity, direction }: Limits,
): Promise<{ events: RecordedEvent[]; isWhole: boolean }> {
  const events: RecordedEvent[] = [];
  let size = 0;
  let rest = await narrow(run, range, matcher);
  const alternatives = await planAlternatives(run, { workspace: range.number, matcher });
  while (rest.low < rest.high) {
    const parameters = createParameters();
    const sql = toSelect({ ...range, ...rest }, alternatives, { parameters, direction, maxRows: Math.min(limit - events.length, STEP.rows) });
    const { rows } = await run<ArchivedEventRow>(sql, parameters.values);
    for (const row of rows) {
      events.push(toArchivedEvent(row, range));
      rest = direction === 'forward' ? { low: row.sequence, high: rest.high } : { low: rest.low, high: row.sequence - 1 };
      size += row.body.length;
      if (events.length >= limit || size >= maxSize) return { events, isWhole: rest.low >= rest.high };
    }
    if (rows.length === 0) break;
  }
  return { events, isWhole: true };
}

/** How many events of `range` match. */
export async function countArchived(run: RunStatement, { range, matcher }: { range: ArchivedRange; matcher: EventMatcher }): Promise<number> {
  const { low, high } = await narrow(run, range, matcher);
  if (low >= high) return 0;
  if (range.isDense && isOnlyTimed(matcher)) return high - low;
  let count = 0;
  for (const alternative of await planAlternatives(run, { workspace: range.number, matcher })) {
    const parameters = createParameters();
    const sql = `SELECT count(*) AS events FROM log_event WHERE ${toRange({ ...range, low, high }, parameters)}${alternative(parameters)}`;
    count += (await run<{ events: number }>(sql, parameters.values)).rows[0]?.events ?? 0;
  }
  return count;
}

/** The event that a row of `workspace` keeps. */
export function toArchivedEvent(row: ArchivedEventRow, workspace: { name: string } & Pick<LogBounds, 'forks'>): RecordedEvent {
  const { sequence, recordedAt, type, source, id, subject, revision, correlationId, body } = row;
  return {
    id,
    source,
    type,
    ...(subject === null ? {} : { subject }),
    ...(revision === null ? {} : { revision }),
    ...(correlationId === null ? {} : { correlationId }),
    ...(JSON.parse(body) as StoredBody),
    workspace: workspace.name,
    position: toPosition({ workspace: workspace.name, epoch: epochOf(workspace, sequence), sequence }),
    sequence,
    recordedAt,
  };
}

/** The newest sequence in (low, high] that was recorded before a time, else `low`: times never decrease along the log. */
export async function lastArchivedBefore(
  run: RunStatement,
  { number, low, high }: Pick<ArchivedRange, 'number' | 'low' | 'high'>,
  timeMs: number,
): Promise<number> {
  const { rows } = await run<{ sequence: number }>(
    `SELECT sequence FROM log_event WHERE workspace = $1 AND recorded_at < $2 AND sequence <= $3 ORDER BY recorded_at DESC, sequence DESC LIMIT 1`,
    [number, timeMs, high],
  );
  return Math.max(low, rows[0]?.sequence ?? low);
}

async function narrow(run: RunStatement, range: ArchivedRange, { filter }: EventMatcher): Promise<{ low: number; high: number }> {
  const low = filter.since === undefined ? range.low : await lastArchivedBefore(run, range, filter.since);
  return { low, high: filter.until === undefined ? range.high : await lastArchivedBefore(run, { ...range, low }, filter.until) };
}

function toRange({ number, low, high }: ArchivedRange, parameters: StatementParameters): string {
  return `workspace = ${parameters.add(number)} AND sequence > ${parameters.add(low)} AND sequence <= ${parameters.add(high)}`;
}

/** One page: the first rows of each alternative, of them the first of all, of those as many as their bodies allow and one at least. */
function toSelect(
  range: ArchivedRange,
  alternatives: readonly ((parameters: StatementParameters) => string)[],
  { parameters, direction, maxRows }: { parameters: StatementParameters; direction: Limits['direction']; maxRows: number },
): string {
  const order = `ORDER BY sequence ${direction === 'forward' ? 'ASC' : 'DESC'}`;
  const first = `${order} LIMIT ${parameters.add(maxRows)}`;
  const candidates = alternatives.map((alternative) => `(SELECT * FROM log_event WHERE ${toRange(range, parameters)}${alternative(parameters)} ${first})`);
  const source = candidates.length === 0 ? 'SELECT * FROM log_event WHERE false' : candidates.join(' UNION ALL ');
  return `SELECT ${ARCHIVED_COLUMNS} FROM (
    SELECT found.*, sum(octet_length(body)) OVER (${order} ROWS UNBOUNDED PRECEDING) - octet_length(body) AS before
      FROM (SELECT * FROM (${source}) AS candidate ${first}) AS found) AS sized
    WHERE before < ${STEP.bytes} ${order}`;
}
