import type { Clock } from '../clock/clock.ts';
import type { Position, RecordedEvent, TailItem, TailOptions } from './event-log.ts';
import type { EventMatcher } from './event-filter.ts';
import type { HeadWatch } from './head-signal.ts';
import { epochOf, locateIn, type LogBounds } from './log-bounds.ts';
import type { FollowingSeat, LogFollower } from './log-follower.ts';
import { readPosition, toPosition } from './position.ts';
import type { LogCursor } from './tail-seat.ts';

/** A stretch of the log: the events after the asked sequence that match, in order, up to and with `through`. */
export interface TailPage {
  readonly events: readonly RecordedEvent[];
  readonly through: number;
  /** As they were once the events had been read, so that a trim meanwhile shows. */
  readonly bounds: LogBounds;
}

/** What a tail needs of its adapter; everything concerns one workspace. */
export interface TailSource {
  readonly workspace: string;
  bounds(): Promise<LogBounds>;
  /** A bounded page of what passes the tail's filter; `through` is beyond `after` unless the log has nothing after it. */
  readPage(after: number): Promise<TailPage>;
  openWatch(): HeadWatch;
  readonly matcher: EventMatcher;
  /** Where the tail goes on once it has caught up. */
  readonly follower: LogFollower;
  /** Whether a failed read leaves the tail `degraded`, to look again; it throws otherwise. */
  isPassing(error: unknown): boolean;
}

/** A reader looks this often whatever the signal says. */
export const LOOK_INTERVAL_MS = 1_000;
/** What a tail holds in memory at most, once in hand and once waiting: so many events, and their JSON up to `maxSize` characters and one event. */
export const TAIL_PAGE = { limit: 256, maxSize: 1_048_576 } as const;
const DEFAULT_PROGRESS_INTERVAL_MS = 15_000;

/**
 * History, then live, in one loop: read a page, hand it out, wait. Reads by itself until it is at the head, from there on with all
 * others of the workspace; the next page is taken only when the consumer has taken the last event of this one.
 */
export async function* tailEvents(source: TailSource, options: TailOptions & { clock: Clock }): AsyncGenerator<TailItem> {
  const { signal, clock, progressIntervalMs = DEFAULT_PROGRESS_INTERVAL_MS } = options;
  const reader = createTailReader(source, options);
  let dueMs = clock.elapsed() + progressIntervalMs;
  let isDegraded = false;
  let isCaughtUp = false;
  try {
    while (!signal.aborted) {
      const step: TailStep = await reader.next(dueMs);
      if (signal.aborted) return;
      if (isDegraded !== (step.kind === 'unreachable')) {
        isDegraded = !isDegraded;
        yield { kind: 'state', state: isDegraded ? 'degraded' : 'live' };
      }
      if (step.kind === 'unreachable') continue;
      if (step.kind === 'gap') {
        yield step.item;
        dueMs = clock.elapsed() + progressIntervalMs;
        continue;
      }
      for (const event of step.events) {
        if (signal.aborted) return;
        yield { kind: 'event', event, replay: event.sequence <= step.replayThrough };
        dueMs = clock.elapsed() + progressIntervalMs;
      }
      if (signal.aborted) return;
      const catchesUp: boolean = !isCaughtUp && step.through >= step.replayThrough;
      if (catchesUp || clock.elapsed() >= dueMs) {
        isCaughtUp ||= catchesUp;
        yield { kind: 'progress', position: reader.position };
        dueMs = clock.elapsed() + progressIntervalMs;
      }
    }
  } finally {
    reader.close();
  }
}

type TailStep =
  | { readonly kind: 'page'; readonly events: readonly RecordedEvent[]; readonly through: number; readonly replayThrough: number }
  | { readonly kind: 'gap'; readonly item: TailItem }
  | { readonly kind: 'unreachable' };

/** The tail's place in the log; each step moves it. */
interface TailReader {
  /** Waits for what comes, where there is nothing to read: at `dueMs` on the clock it answers all the same. */
  next(dueMs: number): Promise<TailStep>;
  readonly position: Position;
  close(): void;
}

function createTailReader(source: TailSource, { from, signal, clock }: TailOptions & { clock: Clock }): TailReader {
  const { workspace, matcher } = source;
  const positionAt = (place: LogCursor): Position => toPosition({ workspace, ...place });
  let cursor: LogCursor | undefined = typeof from === 'object' ? readPosition(from.after, workspace, 'after') : undefined;
  let replayThrough: number | undefined;
  let watch: HeadWatch | undefined = source.openWatch();
  /** While it reads with the others. */
  let following: FollowingSeat | undefined;
  /** Why there is nothing to read. */
  let idle: 'at-head' | 'unreachable' | undefined;

  async function begin(): Promise<{ cursor: LogCursor; replayThrough: number }> {
    const bounds = await source.bounds();
    const sequence = from === 'head' ? bounds.head : bounds.floor;
    return { cursor: cursor ?? { epoch: epochOf(bounds, sequence), sequence }, replayThrough: bounds.head };
  }

  async function read(): Promise<TailStep> {
    const start = cursor === undefined || replayThrough === undefined ? await begin() : { cursor, replayThrough };
    ({ cursor, replayThrough } = start);
    const { events, through, bounds } = await source.readPage(start.cursor.sequence);
    const place = locateIn(bounds, start.cursor);
    if (place.kind === 'gap') {
      cursor = place.availableFrom;
      replayThrough = Math.min(start.replayThrough, bounds.head);
      return { kind: 'gap', item: { kind: 'gap', from: positionAt(start.cursor), availableFrom: positionAt(cursor) } };
    }
    cursor = { epoch: epochOf(bounds, through), sequence: through };
    idle = through >= bounds.head ? 'at-head' : undefined;
    return { kind: 'page', events, through, replayThrough: start.replayThrough };
  }

  /** Where there is nothing to read it goes on with the others, or waits until there is. */
  async function rest(dueMs: number): Promise<void> {
    if (idle === 'at-head' && cursor !== undefined) following = source.follower.join(matcher, cursor);
    idle = undefined;
    if (following === undefined) await watch?.wait(cursor?.sequence ?? 0, { timeoutMs: Math.min(LOOK_INTERVAL_MS, toWaitMs(dueMs)), signal });
    else {
      watch?.close();
      watch = undefined;
    }
  }

  async function follow({ seat, leave }: FollowingSeat, dueMs: number): Promise<TailStep | undefined> {
    const events = await seat.next({ timeoutMs: toWaitMs(dueMs), signal, clock });
    cursor = seat.cursor;
    if (events !== undefined) return { kind: 'page', events, through: cursor.sequence, replayThrough: replayThrough ?? 0 };
    leave();
    following = undefined;
    watch = source.openWatch();
    return undefined;
  }

  const toWaitMs = (dueMs: number): number => Math.max(1, dueMs - clock.elapsed());

  return {
    async next(dueMs) {
      if (idle !== undefined) await rest(dueMs);
      const step = following === undefined ? undefined : await follow(following, dueMs);
      if (step !== undefined) return step;
      try {
        return await read();
      } catch (error) {
        if (!source.isPassing(error)) throw error;
        idle = 'unreachable';
        return { kind: 'unreachable' };
      }
    },
    get position() {
      return positionAt(cursor ?? { epoch: 0, sequence: 0 });
    },
    close() {
      following?.leave();
      watch?.close();
    },
  };
}
