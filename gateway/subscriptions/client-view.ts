import { RefusedOperation } from '../errors.ts';
import type { Payload, PayloadTaker } from './payload.ts';
import type { FrameTaker } from './shared-reader.ts';
import type { ClientStream, SealedResumed, StreamedFrame } from './streamed-frame.ts';
import { sealResumed } from './streamed-frame.ts';
import type { CursorSeal } from './cursor.ts';

/** A frame as one client gets it. */
export interface ClientFrame {
  readonly kind: 'event' | 'progress' | 'state' | 'snapshot';
  readonly payload: Payload;
}

/** What a client gets of the frames of its stream, and hands on. There may be very many of them: each is one object. */
export abstract class ClientView implements FrameTaker {
  readonly #taker: PayloadTaker;
  #isAttached = false;
  #isPositioned = false;

  constructor(taker: PayloadTaker) {
    this.#taker = taker;
  }

  take(frame: StreamedFrame, dropped: number): Promise<void> | undefined {
    const shown = this.see(frame, dropped);
    return shown === undefined ? undefined : this.#taker.take(shown.payload);
  }

  end(error: Error | undefined): void {
    this.#taker.end(error);
  }

  /**
   * What the client gets of a frame before which so many others were let go; undefined when that is nothing. Throws the errors of one
   * that says why there is no stream, or no more of it: errors, no data, and no place in a log that otherwise gives places. (An
   * event whose data went null for an error has its position.)
   */
  see(frame: StreamedFrame, dropped: number): ClientFrame | undefined {
    const { result, stream } = frame;
    if (result.errors !== undefined) this.#assertGoesOn(frame);
    this.#isAttached = true;
    this.#isPositioned ||= stream.position !== undefined;
    return this.show(frame, dropped);
  }

  #assertGoesOn({ result, stream }: StreamedFrame): void {
    const { errors = [], data = null } = result;
    const failed = errors.length > 0 && data === null && stream.position === undefined;
    if (failed && (!this.#isAttached || this.#isPositioned)) throw new RefusedOperation(errors);
  }

  protected abstract show(frame: StreamedFrame, dropped: number): ClientFrame | undefined;
}

/** A client that speaks `extensions.stream` gets all frames; the first says `resumable` and `state`. */
export class SpeakingView extends ClientView {
  #isFirst = true;

  protected show(frame: StreamedFrame, dropped: number): ClientFrame {
    const isFirst = this.#isFirst;
    if (!isFirst && dropped === 0) return frame;
    const { position, resumable, state } = frame.stream;
    const more: ClientStream = {
      ...(isFirst ? { resumable: resumable ?? position !== undefined, state: state ?? 'live' } : {}),
      ...(dropped === 0 ? {} : { dropped }),
    };
    this.#isFirst = false;
    return toClientFrame(frame, more);
  }
}

/** A plain client gets events only, and what it must know of a hole or a resumption on the next one. */
export class PlainView extends ClientView {
  readonly #seal: CursorSeal;
  #resumed: SealedResumed | undefined;
  #dropped = 0;

  constructor(seal: CursorSeal, taker: PayloadTaker) {
    super(taker);
    this.#seal = seal;
  }

  protected show(frame: StreamedFrame, dropped: number): ClientFrame | undefined {
    const { stream } = frame;
    if (stream.resumed !== undefined) this.#resumed = joinResumed(this.#resumed, sealResumed(stream.resumed, this.#seal));
    this.#dropped += dropped;
    if (stream.kind !== 'event') return undefined;
    if (this.#resumed === undefined && this.#dropped === 0) return frame;
    const more: ClientStream = {
      ...(this.#resumed === undefined ? {} : { resumed: this.#resumed }),
      ...(this.#dropped === 0 ? {} : { dropped: this.#dropped }),
    };
    this.#resumed = undefined;
    this.#dropped = 0;
    return toClientFrame(frame, more);
  }
}

/** The frame with more, which is this client's own then. */
function toClientFrame(frame: StreamedFrame, more: ClientStream): ClientFrame {
  return { kind: frame.kind, payload: frame.withStream(more) };
}

/** Two holes before one event are told as one that reaches from the first's start to the second's end. */
function joinResumed(earlier: SealedResumed | undefined, later: SealedResumed): SealedResumed {
  if (earlier === undefined || !('gap' in earlier) || !('gap' in later)) return later;
  return { gap: { from: earlier.gap.from, availableFrom: later.gap.availableFrom } };
}
