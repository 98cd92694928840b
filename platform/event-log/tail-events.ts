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
  /** Told of a failed read: true when the tail is to go on as `degraded` and look again, false to throw. */
  isPassing(error: unknown): boolean;
}

/** A reader looks this often whatever the signal says. */
export const LOOK_INTERVAL_MS = 1_000;
/** What a tail holds in memory at most: so many events, and their JSON up to `maxSize` characters and one event. */
export const TAIL_PAGE = { limit: 256, maxSize: 1_048_576 } as const;
const DEFAULT_PROGRESS_INTERVAL_MS = 15_000;

/**
 * History, then live, in one loop: read a page, hand it out, wait for the signal. Holds one page at most, and
 * reads the next only when the consumer has taken the last event of this one.
 */
export async function* tailEvents(source: TailSource, options: TailOptions & { clock: Clock }): AsyncGenerator<TailItem> {
  const { signal, clock, progressIntervalMs = DEFAULT_PROGRESS_INTERVAL_MS } = options;
  const { workspace, watch } = source;
  const positionAt = (place: { epoch: number; sequence: number }): Position => toPosition({ workspace, ...place });
  const start = typeof options.from === 'object' ? readPosition(options.from.after, workspace, 'after') : undefined;
  let degraded = false;
  let cursor: { epoch: number; sequence: number } | undefined = start;
  let replayThrough: number | undefined;
  let caughtUp = false;
  let lastYieldMs = clock.elapsed();
  try {
    while (!signal.aborted) {
      let page: TailPage | undefined;
      try {
        if (cursor === undefined || replayThrough === undefined) {
          const bounds = await source.bounds();
          const sequence = options.from === 'head' ? bounds.head : bounds.floor;
          cursor ??= { epoch: epochOf(bounds, sequence), sequence };
          replayThrough ??= bounds.head;
        }
        page = await source.readPage(cursor.sequence);
      } catch (error) {
        if (signal.aborted) return;
        if (!source.isPassing(error)) throw error;
        if (!degraded) {
          degraded = true;
          yield { kind: 'state', state: 'degraded' };
        }
      }
      if (page !== undefined && cursor !== undefined && replayThrough !== undefined) {
        if (signal.aborted) return;
        if (degraded) {
          degraded = false;
          yield { kind: 'state', state: 'live' };
        }
        const place = locateIn(page.bounds, cursor);
        if (place.kind === 'gap') {
          yield { kind: 'gap', from: positionAt(cursor), availableFrom: positionAt(place.availableFrom) };
          cursor = place.availableFrom;
          replayThrough = Math.min(replayThrough, page.bounds.head);
          lastYieldMs = clock.elapsed();
          continue;
        }
        for (const event of page.events) {
          if (signal.aborted) return;
          yield { kind: 'event', event, replay: event.sequence <= replayThrough };
          lastYieldMs = clock.elapsed();
        }
        cursor = { epoch: epochOf(page.bounds, page.through), sequence: page.through };
        const isDue = clock.elapsed() - lastYieldMs >= progressIntervalMs;
        if (isDue || (!caughtUp && cursor.sequence >= replayThrough)) {
          caughtUp ||= cursor.sequence >= replayThrough;
          if (signal.aborted) return;
          yield { kind: 'progress', position: positionAt(cursor) };
          lastYieldMs = clock.elapsed();
        }
        if (page.through < page.bounds.head) continue;
      }
      const untilDueMs = Math.max(1, lastYieldMs + progressIntervalMs - clock.elapsed());
      await watch.wait(cursor?.sequence ?? 0, { timeoutMs: Math.min(LOOK_INTERVAL_MS, untilDueMs), signal });
    }
  } finally {
    watch.close();
  }
}
