import type { Payload } from './payload.ts';
import type { ReadFrame } from './shared-reader.ts';
import type { ClientStream, SealedResumed, StreamedFrame } from './streamed-frame.ts';
import { sealResumed } from './streamed-frame.ts';
import type { CursorSeal } from './cursor.ts';

/** A frame as one client gets it. */
export interface ClientFrame {
  readonly kind: 'event' | 'progress' | 'state' | 'snapshot';
  readonly payload: Payload;
}

/** What a client gets of a frame; undefined when that is nothing. Keeps what must be told with a later frame. */
export type ClientView = (read: ReadFrame) => ClientFrame | undefined;

/** A client that speaks `extensions.stream` gets all frames; the first says `resumable` and `state`. */
export function createSpeakingView(): ClientView {
  let first = true;
  return function toSpeaking({ frame, dropped }) {
    if (!first && dropped === 0) return frame;
    const { position, resumable, state } = frame.stream;
    const more: ClientStream = {
      ...(first ? { resumable: resumable ?? position !== undefined, state: state ?? 'live' } : {}),
      ...(dropped === 0 ? {} : { dropped }),
    };
    first = false;
    return toClientFrame(frame, more);
  };
}

/** A plain client gets events only, and what it must know of a hole or a resumption on the next one. */
export function createPlainView(seal: CursorSeal): ClientView {
  let resumed: SealedResumed | undefined;
  let dropped = 0;
  return function toPlain(read) {
    const { stream } = read.frame;
    if (stream.resumed !== undefined) resumed = joinResumed(resumed, sealResumed(stream.resumed, seal));
    dropped += read.dropped;
    if (stream.kind !== 'event') return undefined;
    if (resumed === undefined && dropped === 0) return read.frame;
    const more: ClientStream = { ...(resumed === undefined ? {} : { resumed }), ...(dropped === 0 ? {} : { dropped }) };
    resumed = undefined;
    dropped = 0;
    return toClientFrame(read.frame, more);
  };
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
