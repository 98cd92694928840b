import type { Clock } from '../../platform/clock/clock.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import type { CursorSeal } from './cursor.ts';
import type { QueueLimits } from './frame-queue.ts';
import { toStreamedFrame, type StreamedFrame } from './streamed-frame.ts';

/** Bytes that the backlogs and replays of all sources may still keep together. */
export interface KeptBytes {
  left: number;
}

/**
 * The newest frames of a source, in a row and without a hole, for those who come back while others do: a crowd that lost its
 * connections is sent what it missed from here. Empty until `remember`, and again once nobody has asked for a while.
 */
export interface Backlog {
  /** Begins with what somebody who came back has read: `frames` are all that came after `start`. */
  remember(start: Position, frames: readonly StreamedFrame[]): void;
  /** Takes the source's next frame. */
  put(frame: StreamedFrame): void;
  /** True when what came after `position` is at hand. */
  knows(position: Position): boolean;
  /** The events after `position`, marked as replay; undefined when that is not known. */
  after(position: Position): readonly StreamedFrame[] | undefined;
  clear(): void;
}

interface KeptFrame {
  readonly frame: StreamedFrame;
  readonly position: Position;
  replayed: StreamedFrame | undefined;
}

/** How long frames are kept though nobody asks. */
const KEEP_MS = 30_000;

/** Makes one that is empty. What it keeps is taken from `kept` and given back. */
export function createBacklog(options: { limits: QueueLimits; kept: KeptBytes; seal: CursorSeal; clock: Pick<Clock, 'elapsed'> }): Backlog {
  const { limits, kept, seal, clock } = options;
  let start: Position | undefined;
  let frames: KeptFrame[] = [];
  let bytes = 0;
  let usedMs = 0;

  function count(size: number): void {
    bytes += size;
    kept.left -= size;
  }

  function clear(): void {
    count(-bytes);
    start = undefined;
    frames = [];
  }

  function keep(frame: StreamedFrame): void {
    const { kind, stream } = frame;
    const { position, resumed } = stream;
    const isEnd = position === (frames.at(-1)?.position ?? start);
    const isHole = resumed !== undefined && 'gap' in resumed;
    // What is not plainly the next frame ends it: who comes back reads the log then.
    if (isHole || (position === undefined && kind === 'event') || (kind === 'state' && position !== undefined && !isEnd)) clear();
    if (start === undefined || position === undefined || kind === 'state') return;
    frames.push({ frame, position, replayed: undefined });
    count(frame.payload.bytes.length);
    while (frames.length > limits.frames || bytes > limits.bytes || kept.left < 0) {
      const first = frames.shift();
      if (first === undefined) return;
      start = first.position;
      count(-first.frame.payload.bytes.length);
    }
  }

  /** The index of the first frame after `position`. */
  function find(position: Position): number | undefined {
    if (start === undefined) return undefined;
    const at = frames.findLastIndex((known) => known.position === position);
    return at === -1 && position !== start ? undefined : at + 1;
  }

  return {
    remember(from, known) {
      clear();
      usedMs = clock.elapsed();
      start = from;
      for (const frame of known) keep(frame);
    },
    put(frame) {
      if (start === undefined) return;
      if (clock.elapsed() - usedMs > KEEP_MS) clear();
      else keep(frame);
    },
    knows: (position) => find(position) !== undefined,
    after(position) {
      const at = find(position);
      if (at === undefined) return undefined;
      usedMs = clock.elapsed();
      const last = frames.at(-1);
      return frames.slice(at).flatMap((known) => {
        if (known.frame.kind !== 'event') return known === last ? [known.frame] : [];
        known.replayed ??= known.frame.stream.replay === true ? known.frame : toReplayed(known.frame, seal);
        return [known.replayed];
      });
    },
    clear,
  };
}

function toReplayed({ result, stream }: StreamedFrame, seal: CursorSeal): StreamedFrame {
  return toStreamedFrame({ result, stream: { ...stream, replay: true } }, seal);
}
