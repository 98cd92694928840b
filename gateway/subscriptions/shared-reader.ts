import type { Position } from '../../platform/event-log/event-log.ts';
import type { StreamState } from '../../platform/subgraph/endpoint.ts';
import { createFrameQueue, type FrameQueue } from './frame-queue.ts';
import type { ReplayReading } from './shared-replay.ts';
import type { FrameListener, SharedSource } from './shared-source.ts';
import type { SubscriptionStanding } from './subscription-standing.ts';
import { toStreamedFrame, type StreamedFrame } from './streamed-frame.ts';
import { untilAborted } from './until-aborted.ts';

/** Whom a reader hands its frames to. */
export interface FrameTaker {
  /**
   * Takes a frame; `dropped` events were let go before it because the reader was slow and the source cannot be read again. Answers a
   * promise when it can take no other before that resolves. May throw: that ends the reading with what it threw.
   */
  take(frame: StreamedFrame, dropped: number): Promise<void> | undefined;
  /** Called once, after the last frame; not after `stop`. */
  end(error: Error | undefined): void;
}

/*
 * A reader is in one of three places:
 *
 *   live ── its taker is busy ──▶ behind ── more waits than may ──▶ catching up
 *     ▲                            │  ▲                                  │
 *     └──────── nothing waits ─────┘  └── has reached the shared source ─┘
 *
 * Live, it hands on what the shared source puts, and costs nothing while nothing comes: no promise, no queue. Behind, frames
 * wait in a queue. Catching up, it reads the source again from its last position while its queue is filled: with all who came
 * back at that place, or alone and at its own pace. Both give the same frames in the same order, so the two meet where one position is known to both: everything at or
 * before it has been read, everything after it waits in the queue. Positions are compared by equality alone, as upstreams may
 * mean anything by them.
 */

/**
 * Reads a shared source for one taker. Nothing is lost or doubled, however slow the taker: what does not fit into its queue
 * is read again from the log. Where there is no log to read (no positions), the oldest frames are let go and counted.
 */
export class SharedReader implements FrameListener {
  readonly #shared: SharedSource;
  readonly #taker: FrameTaker;
  /** Of the last frame that was taken. */
  #position: Position | undefined;
  #toldState: StreamState | undefined;
  /** While behind. */
  #queue: FrameQueue | undefined;
  /** While catching up. */
  #ownSource: ReplayReading | undefined;
  /** Events that are there and have not been handed on, and since when there are such. */
  #waiting = 0;
  #behindSinceMs: number | undefined;
  #isOver = false;
  /** A reader that resumes must hear what became of the time before, and nobody but a source of its own knows. */
  #awaitsResumed = false;

  /** Attaches: after `resumeFrom`, or where the source stands. */
  constructor(shared: SharedSource, taker: FrameTaker, resumeFrom: Position | undefined) {
    this.#shared = shared;
    this.#taker = taker;
    this.#position = resumeFrom;
    const present = shared.attach(this);
    if (resumeFrom === undefined) {
      if (present !== undefined) this.put(present);
      return;
    }
    const missed = shared.position === resumeFrom ? [] : shared.missed(resumeFrom);
    if (missed !== undefined) this.#handMissed(toAttached(shared, { position: resumeFrom, missed }), missed);
    else {
      this.#awaitsResumed = true;
      this.#fallBehind(shared.position, (queue) => this.#catchUp(queue, { isReturn: false }));
    }
  }

  get standing(): SubscriptionStanding {
    const { state, position, readers } = this.#shared;
    const events = this.#waiting;
    const ms = this.#behindSinceMs === undefined || events === 0 ? 0 : this.#shared.elapsed() - this.#behindSinceMs;
    return { lag: { events, ms }, state: this.#toldState ?? state, resumable: position !== undefined, readers };
  }

  get canWait(): boolean {
    return this.#ownSource !== undefined;
  }

  /** Ends the reading: nothing is taken any more, and the source is released. */
  stop(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#shared.detach(this);
    this.#ownSource?.stop();
    this.#queue?.end();
  }

  put(frame: StreamedFrame): void {
    if (this.#queue !== undefined) {
      if (frame.kind === 'event') this.#wait(1);
      this.#queue.put(frame);
      return;
    }
    try {
      const busy = this.#hand(frame, 0);
      if (busy !== undefined) this.#fallBehind(this.#position, () => busy.then(() => false));
    } catch (error) {
      this.#finish(error as Error);
    }
  }

  /** Hands on what is at hand of the time before; the rest waits where the taker is busy. */
  #handMissed(attached: StreamedFrame, missed: readonly StreamedFrame[]): void {
    this.put(attached);
    for (const frame of missed) this.put(frame);
  }

  end(error: Error | undefined): void {
    if (this.#queue === undefined) this.#finish(error);
    else this.#queue.end(error);
  }

  #finish(error: Error | undefined): void {
    if (this.#isOver) return;
    this.stop();
    this.#taker.end(error);
  }

  #wait(events: number): void {
    if (events === 0) return;
    this.#behindSinceMs ??= this.#shared.elapsed();
    this.#waiting += events;
  }

  #hand(frame: StreamedFrame, dropped: number): Promise<void> | undefined {
    if (this.#isOver) return undefined;
    if (this.#queue !== undefined) this.#countHanded(frame, dropped);
    this.#position = frame.stream.position ?? this.#position;
    this.#toldState = frame.stream.state ?? this.#toldState;
    return this.#taker.take(frame, dropped);
  }

  #countHanded({ kind, stream }: StreamedFrame, dropped: number): void {
    const { resumed } = stream;
    if (resumed !== undefined && 'replayed' in resumed) this.#wait(resumed.replayed);
    this.#waiting = Math.max(0, this.#waiting - dropped - (kind === 'event' ? 1 : 0));
    if (this.#waiting === 0) this.#behindSinceMs = undefined;
  }

  /** Lets frames wait, those after `place`, until `first` is done, hands on what waits, and is live again. `first` answers true when the source is over. */
  #fallBehind(place: Position | undefined, first: (queue: FrameQueue) => Promise<boolean>): void {
    const queue = createFrameQueue(this.#shared.limits, place);
    this.#queue = queue;
    this.#handWaiting(queue, first).catch((error: unknown) => this.#finish(error as Error));
  }

  async #handWaiting(queue: FrameQueue, first: (queue: FrameQueue) => Promise<boolean>): Promise<void> {
    let isSourceOver = await first(queue);
    while (!this.#isOver && !isSourceOver) {
      if (queue.overflowed && this.#position !== undefined) {
        queue.clear();
        isSourceOver = await this.#catchUp(queue, { isReturn: true });
        continue;
      }
      const frame = queue.shift();
      if (frame !== undefined) await this.#hand(frame, queue.takeDropped());
      else if (queue.ended !== undefined) {
        this.#finish(queue.ended.error);
        return;
      } else {
        this.#queue = undefined;
        this.#waiting = 0;
        this.#behindSinceMs = undefined;
        return;
      }
    }
    this.#finish(undefined);
  }

  /** Reads from the last position until the queue has what follows. Answers true when the source is over. */
  async #catchUp(queue: FrameQueue, { isReturn }: { isReturn: boolean }): Promise<boolean> {
    const shared = this.#shared;
    const from = this.#position;
    if (from === undefined) throw new Error('nothing can be read again without a position');
    const own = isReturn ? readAlone(shared, from) : shared.replay(from);
    this.#ownSource = own;
    let isFirst = true;
    let pending: Promise<unknown> | undefined;
    try {
      for (;;) {
        const next = own.next();
        pending = next;
        // The shared source may get to where this reader already is while this reader waits for more.
        while (!isFirst && !(await settlesFirst(next, queue.changed()))) {
          if (this.#isOver) return true;
          if (this.#hasCaughtUp(queue)) return await this.#join(own, queue);
        }
        const frame = await next;
        pending = undefined;
        if (frame === undefined) return true;
        if (frame === 'alone') break;
        isFirst = false;
        this.#awaitsResumed &&= frame.stream.resumed === undefined;
        if (!isReturn || this.#isNews(frame)) await this.#hand(frame, 0);
        if (this.#isOver) return true;
        // The next frames are worth keeping only from here on.
        if (queue.overflowed) queue.clear();
        if (this.#hasCaughtUp(queue)) return await this.#join(own, queue);
      }
    } finally {
      pending?.catch(() => undefined);
      this.#ownSource = undefined;
      own.stop();
    }
    return this.#catchUp(queue, { isReturn: !this.#awaitsResumed });
  }

  /** True for what a reader that never left must hear. */
  #isNews({ stream, result }: StreamedFrame): boolean {
    return stream.kind === 'event' || stream.resumed !== undefined || result.errors !== undefined || (stream.state ?? this.#toldState) !== this.#toldState;
  }

  /** True when everything after this reader's place waits in its queue, which then begins there. */
  #hasCaughtUp(queue: FrameQueue): boolean {
    return !this.#isOver && !this.#awaitsResumed && this.#shared.isOpen && this.#position !== undefined && queue.joinAfter(this.#position);
  }

  /** What was read is kept for those who come next. A state that changed while the reader was elsewhere is told when it is back. */
  async #join(own: ReplayReading, queue: FrameQueue): Promise<boolean> {
    const { state, seal } = this.#shared;
    if (own.from !== undefined) {
      this.#shared.remember(own.from, () => {
        const passed = own.passed() ?? [];
        // What is read ahead of this reader waits in its queue as well.
        const known = passed.findLastIndex(({ stream }) => stream.position === this.#position);
        return known === -1 ? [] : [...passed.slice(0, known + 1), ...queue.frames()];
      });
    }
    if (this.#toldState !== undefined && this.#toldState !== state) {
      await this.#hand(toStreamedFrame({ result: { data: null }, stream: { kind: 'state', state } }, seal), 0);
    }
    return false;
  }
}

/** Where somebody who came back goes on. */
function toAttached({ state, seal }: SharedSource, place: { position: Position; missed: readonly StreamedFrame[] }): StreamedFrame {
  const replayed = place.missed.filter(({ kind }) => kind === 'event').length;
  return toStreamedFrame({ result: { data: null }, stream: { kind: 'state', state, resumable: true, position: place.position, resumed: { replayed } } }, seal);
}

/** A source of its own for one who never left, at its own pace. */
function readAlone(shared: SharedSource, from: Position): ReplayReading {
  const over = new AbortController();
  const frames = untilAborted(shared.again({ resumeFrom: from, signal: over.signal }), over.signal);
  return {
    async next() {
      const { done, value } = await frames.next();
      return done === true ? undefined : toStreamedFrame(withoutReplayed(value), shared.seal);
    },
    from: undefined,
    passed: () => undefined,
    stop: () => over.abort(),
  };
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
