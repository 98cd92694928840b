import type { Position } from '../../platform/event-log/event-log.ts';
import type { StreamedFrame } from './streamed-frame.ts';

/** How much may wait for one reader. The frames themselves are shared, so this bounds how far back it makes them be kept. */
export interface QueueLimits {
  readonly frames: number;
  readonly bytes: number;
}

/** Frames of a shared source that wait for one of its readers. */
export interface FrameQueue {
  put(frame: StreamedFrame): void;
  /** After the frames that wait: nothing more comes. */
  end(error?: Error): void;
  shift(): StreamedFrame | undefined;
  /** True when frames were let go because too many waited; `clear` makes it false. */
  readonly overflowed: boolean;
  readonly ended: { readonly error: Error | undefined } | undefined;
  /** Forgets what waits and goes on with what comes. */
  clear(): void;
  /** Lets go what stands at `position` or before; false, and nothing changes, when the queue does not know that position. */
  joinAfter(position: Position): boolean;
  /** What waits, in order. */
  frames(): readonly StreamedFrame[];
  /** How many frames were let go since this was last asked. */
  takeDropped(): number;
  /** Resolves at the next `put` or `end`. */
  changed(): Promise<void>;
}

/** `startsAt` is the place after which the first frame comes, where it is known. */
export function createFrameQueue(limits: QueueLimits, startsAt: Position | undefined): FrameQueue {
  const frames: StreamedFrame[] = [];
  let before = startsAt;
  let bytes = 0;
  let dropped = 0;
  let overflowed = false;
  let ended: { readonly error: Error | undefined } | undefined;
  let change = Promise.withResolvers<void>();

  function tell(): void {
    change.resolve();
    change = Promise.withResolvers();
  }

  function shift(): StreamedFrame | undefined {
    const frame = frames.shift();
    if (frame === undefined) return undefined;
    bytes -= frame.payload.bytes.length;
    before = frame.stream.position ?? before;
    return frame;
  }

  return {
    put(frame) {
      frames.push(frame);
      bytes += frame.payload.bytes.length;
      // One frame may always wait, however large.
      while (frames.length > 1 && (frames.length > limits.frames || bytes > limits.bytes)) {
        if (shift()?.stream.kind === 'event') dropped += 1;
        overflowed = true;
      }
      tell();
    },
    end(error) {
      ended ??= { error };
      tell();
    },
    shift,
    get overflowed() {
      return overflowed;
    },
    get ended() {
      return ended;
    },
    clear() {
      while (shift() !== undefined);
      overflowed = false;
      dropped = 0;
    },
    joinAfter(position) {
      const at = frames.findLastIndex(({ stream }) => stream.position === position);
      if (at === -1 && before !== position) return false;
      for (let index = 0; index <= at; index += 1) shift();
      overflowed = false;
      dropped = 0;
      return true;
    },
    frames: () => frames,
    takeDropped() {
      const count = dropped;
      dropped = 0;
      return count;
    },
    changed: () => change.promise,
  };
}
