import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventMatcher, FilteredAttributes } from './event-filter.ts';
import type { RecordedEvent } from './event-log.ts';
import { createFilterIndex } from './filter-index.ts';
import type { HeadWatch } from './head-signal.ts';
import { epochOf, locateIn, type LogBounds } from './log-bounds.ts';
import { LOOK_INTERVAL_MS } from './tail-events.ts';
import { TailSeat, type LogCursor, type SeatLimits } from './tail-seat.ts';

/** An event as those who follow see it first. */
export interface LiveEvent extends FilteredAttributes {
  readonly sequence: number;
  /** Characters of its JSON as it is stored. */
  readonly size: number;
  /** The whole event. Throws when what is stored cannot be read. */
  read(): RecordedEvent;
}

/** All events after the asked sequence, in order, up to and with `through`. */
export interface LivePage {
  readonly events: readonly LiveEvent[];
  readonly through: number;
  readonly bounds: LogBounds;
}

/** What following needs of its adapter; everything concerns one workspace. */
export interface LiveSource {
  /** A bounded page; undefined when what follows is to be had elsewhere. */
  readPage(after: number): Promise<LivePage | undefined>;
  /** `take` is offered what a signal brings, and answers whether the follower has it all then; see `HeadSignal`. */
  openWatch(take: (page: LivePage) => boolean): HeadWatch;
}

/**
 * Reads the newest of one workspace's log once for all its tails: what comes is handed to those whose filter lets it through. A
 * tail reads by itself until it has caught up, then follows here. Whatever is not plain (a gap, a failed read, a tail that is
 * too slow) sends it back to reading by itself, where it is told.
 */
export interface LogFollower {
  /** Follows from `cursor` on, behind which the tail knows everything. Undefined for one that is not here yet. */
  join(matcher: EventMatcher, cursor: LogCursor): FollowingSeat | undefined;
}

/** A tail's place among those that follow together; `leave` gives it up. */
export interface FollowingSeat {
  readonly seat: TailSeat;
  leave(): void;
}

/** Where the reading stands, and what came last before it, without holes after `since`. */
interface LivePlace {
  cursor: LogCursor;
  since: number;
  recent: LiveEvent[];
  size: number;
}

const SLACK = 1.25;

/** Makes a follower that reads nothing while nobody sits in it. */
export function createLogFollower(source: LiveSource, limits: SeatLimits): LogFollower {
  const seats = new Map<TailSeat, () => void>();
  const index = createFilterIndex<TailSeat>();
  let place: LivePlace | undefined;
  let end: AbortController | undefined;
  /** Whether what signals bring is taken: not while what follows is being asked for, nor before those who have much waiting had their turn. */
  let mayTake = false;

  function leave(seat: TailSeat): void {
    seats.get(seat)?.();
    seats.delete(seat);
    seat.close();
    if (seats.size > 0) return;
    end?.abort();
    end = undefined;
    place = undefined;
  }

  function dismiss(seat: TailSeat, from: LogCursor | undefined): void {
    seat.dismiss(from);
    leave(seat);
  }

  function dismissAll(): void {
    const here = place?.cursor;
    for (const seat of [...seats.keys()]) dismiss(seat, here);
  }

  function hand(event: LiveEvent, seat: TailSeat): void {
    let read: RecordedEvent;
    try {
      read = event.read();
    } catch {
      // The tail finds the same by itself, and says so.
      dismiss(seat, { epoch: place?.cursor.epoch ?? 0, sequence: event.sequence - 1 });
      return;
    }
    if (!seat.put(read, event.size)) dismiss(seat, undefined);
    else if (seat.isCrowded) mayTake = false;
  }

  function take({ events, through }: LivePage, at: LivePlace): void {
    for (const event of events) for (const seat of index.find(event)) if (seats.has(seat)) hand(event, seat);
    at.cursor = { epoch: at.cursor.epoch, sequence: through };
    remember(events, at);
  }

  function remember(events: readonly LiveEvent[], at: LivePlace): void {
    for (const event of events) {
      at.recent.push(event);
      at.size += event.size;
    }
    // Somewhat more than is kept, so that it is not cut for every event.
    if (at.recent.length <= limits.limit * SLACK && at.size <= limits.maxSize * SLACK) return;
    at.recent = keepRecent(at.recent, limits);
    at.since = (at.recent[0]?.sequence ?? at.cursor.sequence + 1) - 1;
    at.size = at.recent.reduce((total, { size }) => total + size, 0);
  }

  /** Takes what a signal brought, if it is plainly what comes next. */
  function takeTold(page: LivePage): boolean {
    const at = place;
    if (at === undefined || !mayTake || page.events[0]?.sequence !== at.cursor.sequence + 1 || !goesOn(page, at.cursor)) return false;
    take(page, at);
    return true;
  }

  async function run(signal: AbortSignal): Promise<void> {
    const watch = source.openWatch(takeTold);
    try {
      while (!signal.aborted && place !== undefined) {
        const at = place;
        mayTake = false;
        const page = await source.readPage(at.cursor.sequence);
        if (signal.aborted) return;
        if (page === undefined || !goesOn(page, at.cursor)) return dismissAll();
        take(page, at);
        // Those who were told have their turn before there is more.
        if (page.events.length > 0) await nextTurn();
        // Another may read by now, which alone says what is taken.
        if (signal.aborted) return;
        mayTake = true;
        if (page.through >= page.bounds.head) await watch.wait(page.through, { timeoutMs: LOOK_INTERVAL_MS, signal });
      }
    } catch {
      if (!signal.aborted) dismissAll();
    } finally {
      watch.close();
    }
  }

  return {
    join(matcher, cursor) {
      const known = place;
      if (known !== undefined && (known.cursor.epoch !== cursor.epoch || cursor.sequence < known.since)) return undefined;
      place ??= { cursor, since: cursor.sequence, recent: [], size: 0 };
      const seat = new TailSeat(cursor, limits, () => place?.cursor ?? cursor);
      seats.set(seat, index.add(matcher, seat));
      for (const event of place.recent) if (event.sequence > cursor.sequence && matcher.matches(event) && seats.has(seat)) hand(event, seat);
      if (end === undefined && seats.size > 0) {
        end = new AbortController();
        void run(end.signal);
      }
      return { seat, leave: () => leave(seat) };
    },
  };
}

/** True when a page follows a place without a gap, in its epoch. */
function goesOn({ bounds, through }: LivePage, cursor: LogCursor): boolean {
  return locateIn(bounds, cursor).kind === 'available' && epochOf(bounds, through) === cursor.epoch;
}

/** The newest, as far as they fit. */
function keepRecent(events: readonly LiveEvent[], { limit, maxSize }: SeatLimits): LiveEvent[] {
  let from = events.length;
  let size = 0;
  while (from > 0 && events.length - from < limit && size < maxSize) {
    from -= 1;
    size += events[from]?.size ?? 0;
  }
  return events.slice(from);
}
