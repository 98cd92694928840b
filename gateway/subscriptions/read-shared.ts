import type { Position } from '../../platform/event-log/event-log.ts';
import type { SharedSource } from './shared-source.ts';
import { SharedReader } from './shared-reader.ts';
import type { StreamedFrame } from './streamed-frame.ts';

/** One reader of a source that others read as well. */
/** A frame, and how many events were let go before it because the reader was slow and the source cannot be read again. */
export interface ReadFrame {
  readonly frame: StreamedFrame;
  readonly dropped: number;
}

export interface SharedReading {
  /** The source that runs now. */
  readonly source: () => SharedSource;
  readonly resumeFrom: Position | undefined;
  readonly signal: AbortSignal;
  /** Told of each reader that it makes. */
  readonly onReader?: (reader: SharedReader) => void;
}

/** Reads a shared source one frame after the other, as slowly as its reader likes. Ends when the signal aborts; throws what the source throws. */
export async function* readShared({ source, resumeFrom, signal, onReader }: SharedReading): AsyncGenerator<ReadFrame> {
  const waiting: ReadFrame[] = [];
  let over: { readonly error: Error | undefined } | undefined;
  let wake: () => void = () => undefined;
  let release: () => void = () => undefined;
  const reader = new SharedReader(
    source(),
    {
      take(frame, dropped) {
        waiting.push({ frame, dropped });
        wake();
        return new Promise((resolve) => (release = resolve));
      },
      end(error) {
        over = { error };
        wake();
      },
    },
    resumeFrom,
  );
  onReader?.(reader);
  const stop = (): void => {
    over ??= { error: undefined };
    wake();
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    for (;;) {
      const read = waiting.shift();
      if (read !== undefined && !signal.aborted) {
        yield read;
        release();
      } else if (over !== undefined) {
        if (over.error !== undefined) throw over.error;
        return;
      } else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    signal.removeEventListener('abort', stop);
    reader.stop();
  }
}
