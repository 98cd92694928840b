import type { Position } from '../../platform/event-log/event-log.ts';
import type { OperationFrame } from '../operation.ts';
import type { KeptBytes } from './backlog.ts';
import type { CursorSeal } from './cursor.ts';
import type { QueueLimits } from './frame-queue.ts';
import type { StartSource } from './shared-source.ts';
import { toStreamedFrame, type StreamedFrame } from './streamed-frame.ts';
import { untilAborted } from './until-aborted.ts';

/** Reads a source again from a position. */
export interface ReplayReading {
  /** The next frame; undefined when the source is over or the reading was stopped; `alone` for a reader that goes another pace than the others. Throws what the source throws. */
  next(): Promise<StreamedFrame | 'alone' | undefined>;
  /** Where it began, for one that others read too. */
  readonly from: Position | undefined;
  /** All that was read so far; undefined when not all of it is kept. */
  passed(): readonly StreamedFrame[] | undefined;
  stop(): void;
}

/** A source read again from one position for all who come back there, once: each frame is made and written once. */
export interface SharedReplay {
  /** Undefined once its beginning is not kept any more. */
  join(): ReplayReading | undefined;
}

/** A replay from one position, which all share that resume there at about the same time. */
export interface SharedReplayOptions {
  readonly start: StartSource;
  readonly from: Position;
  readonly seal: CursorSeal;
  /** How much is kept for those who are slower, or come later. */
  readonly limits: QueueLimits;
  readonly kept: KeptBytes;
  /** Called once, when nobody can join any more. */
  readonly onClosed: () => void;
}

interface Reader {
  /** Of the frame that it reads next. */
  nth: number;
  isAlone: boolean;
  /** While it waits. */
  wake: (() => void) | undefined;
}

/** Starts reading at once; ends with its last reader. */
export function createSharedReplay(options: SharedReplayOptions): SharedReplay {
  const { limits, kept, seal, onClosed } = options;
  const over = new AbortController();
  const source = untilAborted<OperationFrame>(options.start({ resumeFrom: options.from, signal: over.signal }), over.signal);
  const readers = new Set<Reader>();
  /** In a row; `first` is the number of the first. */
  const frames: StreamedFrame[] = [];
  let first = 0;
  let bytes = 0;
  let isOpen = true;
  let isReading = false;
  let ended: { readonly error: Error | undefined } | undefined;

  function tellAll(): void {
    for (const reader of readers) reader.wake?.();
  }

  function close(): void {
    if (!isOpen) return;
    isOpen = false;
    onClosed();
  }

  function count(size: number): void {
    bytes += size;
    kept.left -= size;
  }

  function drop(frame: StreamedFrame): void {
    count(-frame.payload.bytes.length);
    first += 1;
  }

  /** Lets go what all have read, once its beginning is not worth keeping. */
  function trim(): void {
    if (isOpen) return;
    const needed = [...readers].reduce((least, { nth }) => Math.min(least, nth), first + frames.length);
    while (first < needed) {
      const frame = frames.shift();
      if (frame === undefined) return;
      drop(frame);
    }
  }

  const isFull = (): boolean => frames.length >= limits.frames || bytes >= limits.bytes || (kept.left < 0 && frames.length > 1);

  /** True when there is room for another frame: those who hold up the most of the others, or run ahead of them, go on alone. */
  function makeRoom(asking: Reader): boolean {
    if (isFull()) close();
    trim();
    if (!isFull()) return true;
    const middle = first + frames.length / 2;
    const behind = [...readers].filter(({ nth }) => nth < middle);
    const leaving = behind.length * 2 <= readers.size ? behind : [asking];
    for (const reader of leaving) {
      reader.isAlone = true;
      readers.delete(reader);
      reader.wake?.();
    }
    trim();
    return !asking.isAlone;
  }

  async function read(): Promise<void> {
    isReading = true;
    try {
      const { done, value } = await source.next();
      if (done === true) ended = { error: undefined };
      else {
        const frame = toStreamedFrame(value, seal);
        frames.push(frame);
        count(frame.payload.bytes.length);
      }
    } catch (error) {
      ended = { error: error as Error };
    }
    isReading = false;
    if (ended !== undefined) close();
    tellAll();
  }

  function leave(reader: Reader): void {
    readers.delete(reader);
    if (readers.size > 0) return;
    close();
    over.abort();
    for (const frame of frames.splice(0)) drop(frame);
  }

  return {
    join() {
      if (!isOpen) return undefined;
      const reader: Reader = { nth: 0, isAlone: false, wake: undefined };
      let isStopped = false;
      readers.add(reader);
      return {
        async next() {
          for (;;) {
            if (isStopped) return undefined;
            if (reader.isAlone) return 'alone';
            const frame = frames[reader.nth - first];
            if (frame !== undefined) {
              reader.nth += 1;
              return frame;
            }
            if (ended?.error !== undefined) throw ended.error;
            if (ended !== undefined) return undefined;
            if (!isReading && makeRoom(reader)) void read();
            if (!reader.isAlone) await new Promise<void>((resolve) => (reader.wake = resolve));
          }
        },
        from: options.from,
        passed: () => (isOpen ? frames.slice(0, reader.nth) : undefined),
        stop() {
          if (isStopped) return;
          isStopped = true;
          leave(reader);
          reader.wake?.();
        },
      };
    },
  };
}
