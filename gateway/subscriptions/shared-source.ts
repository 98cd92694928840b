import type { Clock } from '../../platform/clock/clock.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import type { StreamState } from '../../platform/subgraph/endpoint.ts';
import { RefusedOperation } from '../errors.ts';
import type { OperationFrame } from '../operation.ts';
import { toPassingState, toPassingStateOf } from '../passing-failure.ts';
import { backoffMs } from '../upstream/backoff.ts';
import { createBacklog, type KeptBytes } from './backlog.ts';
import type { CursorSeal } from './cursor.ts';
import type { QueueLimits } from './frame-queue.ts';
import { createSharedReplay, type ReplayReading, type SharedReplay } from './shared-replay.ts';
import { toStreamedFrame, type StreamedFrame } from './streamed-frame.ts';
import { untilAborted } from './until-aborted.ts';

/** Starts a subscription in the engine; the signal ends it. */
export type StartSource = (options: { readonly resumeFrom: Position | undefined; readonly signal: AbortSignal }) => AsyncIterable<OperationFrame>;

/** Who is told of a shared source's frames. Neither function may throw. One who has left may still be handed the frame of that moment. */
export interface FrameListener {
  put(frame: StreamedFrame): void;
  /** True for one that reads elsewhere meanwhile, and would rather wait for a source that cannot begin yet. */
  readonly canWait: boolean;
  /** After the last frame; with an error when the source broke. */
  end(error: Error | undefined): void;
}

/** One running subscription of the engine, for all who read it. */
export interface SharedSource {
  /**
   * Tells a listener of all frames from now on. Answers a frame that says what is now; undefined while the source's first,
   * which says the same, is still to come.
   */
  attach(listener: FrameListener): StreamedFrame | undefined;
  /** Tells all listeners of a state that the source itself does not know of; those who come later are told the same. */
  tell(state: StreamState): void;
  /** Ends a listener's part; the source ends with its last. */
  detach(listener: FrameListener): void;
  /** The same source again, from another place, for one reader. */
  readonly again: StartSource;
  /** The same, read once for all who come back at one place. */
  replay(from: Position): ReplayReading;
  /** The events after a place, marked as replay, where they are still at hand: of a crowd that comes back, the first have read them. */
  missed(after: Position): readonly StreamedFrame[] | undefined;
  /** Keeps for those who come next what came after a place, up to where the source stands; asks for it only when that is not at hand. */
  remember(after: Position, read: () => readonly StreamedFrame[]): void;
  readonly seal: CursorSeal;
  /** How much may wait for one reader. */
  readonly limits: QueueLimits;
  /** Where the source stands: what came after is still to be sent. Undefined before the first frame, and without positions. */
  readonly position: Position | undefined;
  readonly state: StreamState;
  /** How many read it. */
  readonly readers: number;
  /** Milliseconds on the gateway's clock. */
  elapsed(): number;
  /** False once it has ended: whoever comes then needs another. */
  readonly isOpen: boolean;
}

/** A source that many clients read. */
export interface SharedSourceOptions {
  readonly start: StartSource;
  /** Starts it from another place, beside the first. */
  readonly again: StartSource;
  readonly seal: CursorSeal;
  readonly limits: QueueLimits;
  readonly retry: SourceRetry;
  readonly kept: KeptBytes;
  /** Called once when it has ended. */
  readonly onEnd: () => void;
}

/** What the pauses of a source that cannot begin are made of. */
export interface SourceRetry {
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
}

const BACKOFF = { firstMs: 100, maxMs: 5_000 };
/** What is kept for those who come back, at most. */
const MAX_KEPT: QueueLimits = { frames: 256, bytes: 1_048_576 };

/** Starts with its first listener and ends with its last. */
export function createSharedSource({ start, again, seal, limits, retry, kept, onEnd }: SharedSourceOptions): SharedSource {
  const listeners = new Set<FrameListener>();
  const over = new AbortController();
  let hasBegun = false;
  let position: Position | undefined;
  let state: StreamState = 'live';
  let isOpen = true;
  /** The listeners in a row; made again when they have changed. */
  let present: readonly FrameListener[] | undefined;
  const backlog = createBacklog({ limits: MAX_KEPT, kept, seal, clock: retry.clock });
  const replays = new Map<Position, SharedReplay>();

  function take(frame: StreamedFrame): void {
    hasBegun = true;
    position = frame.stream.position ?? position;
    state = frame.stream.state ?? state;
    backlog.put(frame);
    // Whoever attaches meanwhile has this frame behind it.
    present ??= [...listeners];
    for (const listener of present) listener.put(frame);
  }

  function end(error?: Error): void {
    if (!isOpen) return;
    isOpen = false;
    backlog.clear();
    onEnd();
    for (const listener of listeners) listener.end(error);
  }

  async function run(): Promise<void> {
    for (let failures = 0; isOpen; failures += 1) {
      try {
        for await (const frame of untilAborted(start({ resumeFrom: undefined, signal: over.signal }), over.signal)) {
          if (!hasBegun && toPassingState(frame.result.errors) !== undefined) throw new RefusedOperation(frame.result.errors ?? []);
          take(toStreamedFrame(frame, seal));
        }
        end();
      } catch (error) {
        if (hasBegun || toPassingStateOf(error) === undefined || !keepThoseWhoWait(error as Error)) end(error as Error);
        else await retry.clock.sleep(backoffMs(failures, { ...BACKOFF, random: retry.random }), over.signal).catch(() => undefined);
      }
    }
  }

  /** Tells the others that there is no source; false when there is nobody else. */
  function keepThoseWhoWait(error: Error): boolean {
    for (const listener of [...listeners]) {
      if (listener.canWait) continue;
      listeners.delete(listener);
      present = undefined;
      listener.end(error);
    }
    return listeners.size > 0;
  }

  function toPresent(): StreamedFrame {
    return toStreamedFrame(
      {
        result: { data: null },
        stream: { kind: 'state', state, resumable: position !== undefined, ...(position === undefined ? {} : { position }) },
      },
      seal,
    );
  }

  function replay(from: Position): ReplayReading {
    const joined = replays.get(from)?.join();
    if (joined !== undefined) return joined;
    const started = createSharedReplay({ start: again, from, seal, limits: MAX_KEPT, kept, onClosed: () => replays.delete(from) });
    replays.set(from, started);
    return started.join() ?? replay(from);
  }

  const source: SharedSource = {
    again,
    replay,
    missed: (after) => (isOpen ? backlog.after(after) : undefined),
    remember(after, read) {
      if (!isOpen || backlog.knows(after)) return;
      const frames = read();
      const end = frames.findLast(({ stream }) => stream.position !== undefined)?.stream.position ?? after;
      if (end === position) backlog.remember(after, frames);
    },
    seal,
    limits,
    attach(listener) {
      listeners.add(listener);
      present = undefined;
      return hasBegun ? toPresent() : undefined;
    },
    tell(news) {
      state = news;
      if (hasBegun && isOpen) take(toPresent());
    },
    detach(listener) {
      present = undefined;
      if (!listeners.delete(listener) || listeners.size > 0) return;
      end();
      over.abort();
    },
    get position() {
      return position;
    },
    get state() {
      return state;
    },
    get readers() {
      return listeners.size;
    },
    elapsed: () => retry.clock.elapsed(),
    get isOpen() {
      return isOpen;
    },
  };
  void run();
  return source;
}
