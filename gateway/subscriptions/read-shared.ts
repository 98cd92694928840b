import type { Position } from '../../platform/event-log/event-log.ts';
import type { StreamState } from '../../platform/subgraph/endpoint.ts';
import type { CursorSeal } from './cursor.ts';
import type { FrameQueue } from './frame-queue.ts';
import type { SharedSource, StartSource } from './shared-source.ts';
import type { SharedSources, SourceKey } from './shared-sources.ts';
import { toStreamedFrame, type StreamedFrame } from './streamed-frame.ts';
import { untilAborted } from './until-aborted.ts';

export interface SharedReading {
  readonly sources: SharedSources;
  readonly key: SourceKey;
  readonly start: StartSource;
  readonly seal: CursorSeal;
  readonly resumeFrom: Position | undefined;
  readonly signal: AbortSignal;
}

/** A frame, and how many events were let go before it because the reader was slow and the source cannot be read again. */
export interface ReadFrame {
  readonly frame: StreamedFrame;
  readonly dropped: number;
}

/*
 * A reader is in one of two places:
 *
 *   live ── more waits than may ──▶ catching up ── has reached the shared source ──▶ live
 *
 * Live, it takes frames of the shared source from its queue. Catching up, it reads a source of its own from its last
 * position, at its own pace, while its queue is filled. Both give the same frames in the same order, so the two meet where
 * one position is known to both: everything at or before it has been read, everything after it waits in the queue.
 * Positions are compared by equality alone, as upstreams may mean anything by them.
 */

/**
 * Reads a subscription that others may read too. Nothing is lost or doubled, however slow the reader: what does not fit
 * into its queue is read again from the log. Where there is no log to read (no positions), the oldest frames are let go
 * and counted. Throws what the source throws.
 */
export async function* readShared(reading: SharedReading): AsyncGenerator<ReadFrame> {
  const { sources, key, start, seal, signal, resumeFrom } = reading;
  const shared = sources.get(key, { start, seal });
  const queue = shared.attach();
  // Taken out at once, lest it be let go among what waits.
  const present = queue.shift();
  const reader: Reader = { reading, shared, queue, position: resumeFrom, toldState: undefined };
  try {
    if (resumeFrom !== undefined && shared.position === resumeFrom) {
      yield tell(reader, toStreamedFrame(toAttached(shared, resumeFrom), seal));
    } else if (resumeFrom !== undefined) {
      if (yield* catchUp(reader, { isReturn: false })) return;
    } else if (present !== undefined) yield tell(reader, present);
    while (!signal.aborted) {
      if (queue.overflowed && reader.position !== undefined) {
        queue.clear();
        if (yield* catchUp(reader, { isReturn: true })) return;
        continue;
      }
      const frame = queue.shift();
      if (frame !== undefined) yield tell(reader, frame, queue.takeDropped());
      else if (queue.ended !== undefined) {
        if (queue.ended.error !== undefined) throw queue.ended.error;
        return;
      } else await orAborted(queue.changed(), signal);
    }
  } finally {
    shared.detach(queue);
  }
}

interface Reader {
  readonly reading: SharedReading;
  readonly shared: SharedSource;
  readonly queue: FrameQueue;
  /** Of the last frame that was read. */
  position: Position | undefined;
  toldState: StreamState | undefined;
}

function tell(reader: Reader, frame: StreamedFrame, dropped = 0): ReadFrame {
  reader.position = frame.stream.position ?? reader.position;
  reader.toldState = frame.stream.state ?? reader.toldState;
  return { frame, dropped };
}

/** Reads from the last position until the queue has what follows. Answers true when the source is over. */
async function* catchUp(reader: Reader, { isReturn }: { isReturn: boolean }): AsyncGenerator<ReadFrame, boolean> {
  const { queue } = reader;
  const { start, seal, signal } = reader.reading;
  const over = new AbortController();
  const end = AbortSignal.any([over.signal, signal]);
  const own = untilAborted(start({ resumeFrom: reader.position, signal: end }), end);
  let isFirst = true;
  let pending: Promise<IteratorResult<unknown>> | undefined;
  try {
    for (;;) {
      const next = own.next();
      pending = next;
      // The shared source may get to where this reader already is while this reader waits for more.
      while (!isFirst && !(await settlesFirst(next, queue.changed()))) {
        if (hasCaughtUp(reader)) return yield* join(reader);
      }
      const { done, value } = await next;
      pending = undefined;
      if (done === true) return true;
      const frame = toStreamedFrame(isReturn && isFirst ? withoutReplayed(value) : value, seal);
      const isNews = !isReturn || !isFirst || frame.stream.resumed !== undefined || frame.stream.kind === 'event';
      isFirst = false;
      if (isNews) yield tell(reader, frame);
      // The next frames are worth keeping only from here on.
      if (queue.overflowed) queue.clear();
      if (hasCaughtUp(reader)) return yield* join(reader);
    }
  } finally {
    pending?.catch(() => undefined);
    over.abort();
  }
}

/** True when everything after this reader's place waits in its queue, which then begins there. */
function hasCaughtUp({ shared, queue, position }: Reader): boolean {
  return shared.isOpen && position !== undefined && queue.joinAfter(position);
}

/** A state that changed while the reader was elsewhere is told when it is back. */
async function* join(reader: Reader): AsyncGenerator<ReadFrame, boolean> {
  const { shared, reading, toldState } = reader;
  if (toldState !== undefined && toldState !== shared.state) {
    yield tell(reader, toStreamedFrame({ result: { data: null }, stream: { kind: 'state', state: shared.state } }, reading.seal));
  }
  return false;
}

function toAttached(shared: SharedSource, position: Position) {
  return { result: { data: null }, stream: { kind: 'state', state: shared.state, resumable: true, position, resumed: { replayed: 0 } } } as const;
}

/** To a reader that never left, only a gap is news. */
function withoutReplayed<Frame extends { readonly stream: StreamedFrame['stream'] }>(frame: Frame): Frame {
  const { resumed, ...stream } = frame.stream;
  return resumed === undefined || 'gap' in resumed ? frame : { ...frame, stream };
}

/** True when `first` settles before `second` does. */
function settlesFirst(first: Promise<unknown>, second: Promise<unknown>): Promise<boolean> {
  return Promise.race([
    first.then(
      () => true,
      () => true,
    ),
    second.then(() => false),
  ]);
}

function orAborted(waited: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    function done(): void {
      signal.removeEventListener('abort', done);
      resolve();
    }
    if (signal.aborted) done();
    signal.addEventListener('abort', done, { once: true });
    void waited.then(done);
  });
}
