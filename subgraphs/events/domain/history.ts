import { badInput } from '../../../platform/errors/coded-error.ts';
import type { EventFilter, EventLog, Position, ReadOptions, RecordedEvent } from '../../../platform/event-log/event-log.ts';
import { readPosition } from '../../../platform/event-log/position.ts';
import type { Scope } from '../../../platform/request/scope.ts';

/** Which part of the history, as Relay's cursor connections say it. */
export interface HistoryRange {
  readonly first?: number | null | undefined;
  readonly after?: Position | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: Position | null | undefined;
  readonly order: 'OLDEST_FIRST' | 'NEWEST_FIRST';
}

/** A part of the history in the order that was asked for. */
export interface HistoryPage {
  readonly events: readonly RecordedEvent[];
  /** Asked of the log only when someone wants to know. */
  hasNextPage(): Promise<boolean>;
  hasPreviousPage(): Promise<boolean>;
}

const DEFAULT_SIZE = 50;
const MAX_SIZE = 500;

/** Reads a page of the events that match. Throws BAD_USER_INPUT for a range that makes no sense. */
export async function readHistory(log: EventLog, scope: Scope, options: { filter: EventFilter; range: HistoryRange }): Promise<HistoryPage> {
  const { filter, range } = options;
  const fromEnd = range.last !== undefined && range.last !== null;
  const limit = readSize(range);
  // `after` and `before` follow the page's order, the log's bounds follow the log's.
  const newestFirst = range.order === 'NEWEST_FIRST';
  const start = readCursor(range.after, scope, 'after');
  const end = readCursor(range.before, scope, 'before');
  const bounds = newestFirst ? toBounds(end, start) : toBounds(start, end);
  const direction = newestFirst === fromEnd ? 'forward' : 'backward';
  const page = await log.read(scope, { filter, ...bounds, limit, direction });
  const events = fromEnd ? page.events.toReversed() : page.events;

  /** Whether anything matches outside the page, on its near or far side in the page's order. */
  async function matchesBeyond(side: 'start' | 'end'): Promise<boolean> {
    const bound = side === 'start' ? start : end;
    if (bound === undefined) return false;
    const edge = (side === 'start' ? events.at(0) : events.at(-1))?.position;
    const older = (side === 'start') !== newestFirst;
    // With an empty page nothing matches within the bounds, so any match up to the other bound lies beyond this one.
    const other = older ? bounds.before : bounds.after;
    const beyond = older ? toBounds(undefined, edge ?? other) : toBounds(edge ?? other, undefined);
    const found = await log.read(scope, { filter, ...beyond, limit: 1, direction: older ? 'backward' : 'forward' });
    return found.events.length > 0;
  }

  return {
    events,
    hasNextPage: async () => (fromEnd ? matchesBeyond('end') : page.hasMore),
    hasPreviousPage: async () => (fromEnd ? page.hasMore : matchesBeyond('start')),
  };
}

function readSize({ first, last }: HistoryRange): number {
  if (typeof first === 'number' && typeof last === 'number') throw badInput('last', 'either first or last, not both');
  const [field, size] = typeof last === 'number' ? (['last', last] as const) : (['first', first ?? DEFAULT_SIZE] as const);
  if (size < 1 || size > MAX_SIZE) throw badInput(field, `1 to ${MAX_SIZE}`, size);
  return size;
}

function readCursor(cursor: Position | null | undefined, scope: Scope, field: string): Position | undefined {
  if (cursor === undefined || cursor === null) return undefined;
  readPosition(cursor, scope.workspace, field);
  return cursor;
}

function toBounds(after: Position | undefined, before: Position | undefined): Pick<ReadOptions, 'after' | 'before'> {
  return { ...(after === undefined ? {} : { after }), ...(before === undefined ? {} : { before }) };
}
