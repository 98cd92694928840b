import type { Clock } from '../clock/clock.ts';
import type { Position, RecordedEvent, TailItem, TailOptions } from './event-log.ts';
import type { HeadWatch } from './head-signal.ts';
import { epochOf, locateIn, type LogBounds } from './log-bounds.ts';
import { readPosition, toPosition } from './position.ts';

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
  readonly watch: HeadWatch;
  /** Whether a failed read leaves the tail `degraded`, to look again; it throws otherwise. */
  isPassing(error: unknown): boolean;
}

/** A reader looks this often whatever the signal says. */
export const LOOK_INTERVAL_MS = 1_000;
/** What a tail holds in memory at most: so many events, and their JSON up to `maxSize` characters and one event. */
export const TAIL_PAGE = { limit: 256, maxSize: 1_048_576 } as const;
const DEFAULT_PROGRESS_INTERVAL_MS = 15_000;

interface Cursor {
  readonly epoch: number;
  readonly sequence: number;
}

/**
 * History, then live, in one loop: read a page, hand it out, wait for the signal. Holds one page at most, and
 * reads the next only when the consumer has taken the last event of this one.
 */
export async function* tailEvents(source: TailSource, options: TailOptions & { clock: Clock }): AsyncGenerator<TailItem> {
  const { signal, clock, progressIntervalMs = DEFAULT_PROGRESS_INTERVAL_MS } = options;
  const reader = createTailReader(source, options.from);
  let dueMs = clock.elapsed() + progressIntervalMs;
  let isDegraded = false;
  let isCaughtUp = false;
  try {
    while (!signal.aborted) {
      const step: TailStep = await reader.next();
      if (signal.aborted) return;
      if (isDegraded !== (step.kind === 'unreachable')) {
        isDegraded = !isDegraded;
        yield { kind: 'state', state: isDegraded ? 'degraded' : 'live' };
      }
      if (step.kind === 'gap') {
        yield step.item;
        dueMs = clock.elapsed() + progressIntervalMs;
        continue;
      }
      if (step.kind === 'page') {
        for (const event of step.events) {
          if (signal.aborted) return;
          yield { kind: 'event', event, replay: event.sequence <= step.replayThrough };
          dueMs = clock.elapsed() + progressIntervalMs;
        }
        if (signal.aborted) return;
        const catchesUp: boolean = !isCaughtUp && step.through >= step.replayThrough;
        if (catchesUp || clock.elapsed() >= dueMs) {
          isCaughtUp ||= catchesUp;
          yield { kind: 'progress', position: step.position };
          dueMs = clock.elapsed() + progressIntervalMs;
        }
        if (!step.isAtHead) continue;
      }
      const timeoutMs = Math.min(LOOK_INTERVAL_MS, Math.max(1, dueMs - clock.elapsed()));
      await source.watch.wait(step.through, { timeoutMs, signal });
    }
  } finally {
    source.watch.close();
  }
}

type TailStep =
  | {
      readonly kind: 'page';
      readonly events: readonly RecordedEvent[];
      readonly through: number;
      readonly position: Position;
      readonly replayThrough: number;
      readonly isAtHead: boolean;
    }
  | { readonly kind: 'gap'; readonly item: TailItem; readonly through: number }
  | { readonly kind: 'unreachable'; readonly through: number };

/** The tail's place in the log; each step moves it. */
function createTailReader(source: TailSource, from: TailOptions['from']): { next(): Promise<TailStep> } {
  const { workspace } = source;
  const positionAt = (place: Cursor): Position => toPosition({ workspace, ...place });
  let cursor: Cursor | undefined = typeof from === 'object' ? readPosition(from.after, workspace, 'after') : undefined;
  let replayThrough: number | undefined;

  async function begin(): Promise<{ cursor: Cursor; replayThrough: number }> {
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
      return { kind: 'gap', item: { kind: 'gap', from: positionAt(start.cursor), availableFrom: positionAt(cursor) }, through: cursor.sequence };
    }
    cursor = { epoch: epochOf(bounds, through), sequence: through };
    return { kind: 'page', events, through, position: positionAt(cursor), replayThrough: start.replayThrough, isAtHead: through >= bounds.head };
  }

  return {
    async next() {
      try {
        return await read();
      } catch (error) {
        if (!source.isPassing(error)) throw error;
        return { kind: 'unreachable', through: cursor?.sequence ?? 0 };
      }
    },
  };
}
