import type { Position } from '../../platform/event-log/event-log.ts';
import type { StreamState } from '../../platform/subgraph/endpoint.ts';
import type { OperationFrame } from '../operation.ts';
import type { CursorSeal } from './cursor.ts';
import { createFrameQueue, type FrameQueue, type QueueLimits } from './frame-queue.ts';
import { toStreamedFrame, type StreamedFrame } from './streamed-frame.ts';
import { untilAborted } from './until-aborted.ts';

/** Starts a subscription in the engine; the signal ends it. */
export type StartSource = (options: { readonly resumeFrom: Position | undefined; readonly signal: AbortSignal }) => AsyncIterable<OperationFrame>;

/** One running subscription of the engine, for all who read it. */
export interface SharedSource {
  /**
   * A queue of all frames from now on. Its reader gets the source's first frame, or, when that has passed, one that says
   * the same of now.
   */
  attach(): FrameQueue;
  /** Ends a queue's part; the source ends with its last reader. */
  detach(queue: FrameQueue): void;
  /** Where the source stands: what came after is still to be sent. Undefined before the first frame, and without positions. */
  readonly position: Position | undefined;
  readonly state: StreamState;
  /** False once it has ended: whoever comes then needs another. */
  readonly isOpen: boolean;
}

export interface SharedSourceOptions {
  readonly start: StartSource;
  readonly seal: CursorSeal;
  readonly limits: QueueLimits;
  /** Called once when it has ended. */
  readonly onEnd: () => void;
}

export function createSharedSource({ start, seal, limits, onEnd }: SharedSourceOptions): SharedSource {
  const queues = new Set<FrameQueue>();
  const over = new AbortController();
  let first: StreamedFrame | undefined;
  let position: Position | undefined;
  let state: StreamState = 'live';
  let isOpen = true;

  function take(frame: StreamedFrame): void {
    first ??= frame;
    position = frame.stream.position ?? position;
    state = frame.stream.state ?? state;
    for (const queue of queues) queue.put(frame);
  }

  function end(error?: Error): void {
    if (!isOpen) return;
    isOpen = false;
    onEnd();
    for (const queue of queues) queue.end(error);
  }

  async function run(): Promise<void> {
    try {
      for await (const frame of untilAborted(start({ resumeFrom: undefined, signal: over.signal }), over.signal)) take(toStreamedFrame(frame, seal));
      end();
    } catch (error) {
      end(error as Error);
    }
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

  const source: SharedSource = {
    attach() {
      const queue = createFrameQueue(limits, position);
      queues.add(queue);
      if (first !== undefined) queue.put(toPresent());
      return queue;
    },
    detach(queue) {
      queues.delete(queue);
      if (queues.size > 0) return;
      end();
      over.abort();
    },
    get position() {
      return position;
    },
    get state() {
      return state;
    },
    get isOpen() {
      return isOpen;
    },
  };
  void run();
  return source;
}
