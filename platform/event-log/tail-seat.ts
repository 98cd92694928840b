import type { Clock } from '../clock/clock.ts';
import type { RecordedEvent } from './event-log.ts';

/** A place in a workspace's log. */
export interface LogCursor {
  readonly epoch: number;
  readonly sequence: number;
}

/** How much may wait for one tail: so many events, and their JSON up to `maxSize` characters and one event. */
export interface SeatLimits {
  readonly limit: number;
  readonly maxSize: number;
}

/** One tail's place among those that follow the log together: what passes its filter waits here until it is taken. */
export class TailSeat {
  readonly #limits: SeatLimits;
  readonly #here: () => LogCursor;
  #waiting: RecordedEvent[] = [];
  #size = 0;
  /** Where this tail reads on by itself, once it is not told any more. */
  #end: LogCursor | undefined;
  #wake: (() => void) | undefined;
  /** Nothing that matches is left out up to here, apart from what waits. */
  cursor: LogCursor;

  /** `here` answers where those who follow stand. */
  constructor(cursor: LogCursor, limits: SeatLimits, here: () => LogCursor) {
    this.cursor = cursor;
    this.#limits = limits;
    this.#here = here;
  }

  /** Takes an event that passes the filter; those that the tail knows already are let go. Answers false when no other may follow: too much waits. */
  put(event: RecordedEvent, size: number): boolean {
    if (event.sequence <= this.cursor.sequence) return true;
    this.#waiting.push(event);
    this.#size += size;
    this.#wake?.();
    return this.#waiting.length < this.#limits.limit && this.#size < this.#limits.maxSize;
  }

  /** Nothing more comes: the tail reads on after `from`, or after the last event that waits. */
  dismiss(from: LogCursor | undefined): void {
    const { epoch, sequence } = from ?? { epoch: this.cursor.epoch, sequence: this.#waiting.at(-1)?.sequence ?? 0 };
    this.#end ??= { epoch, sequence: Math.max(sequence, this.cursor.sequence) };
    this.#wake?.();
  }

  /**
   * What has come since the last call, in order, and `cursor` moves on behind it; nothing when `timeoutMs` have passed or the signal
   * aborts. Undefined when nothing more comes: the tail reads on by itself after `cursor`.
   */
  async next(options: { timeoutMs: number; signal: AbortSignal; clock: Clock }): Promise<readonly RecordedEvent[] | undefined> {
    if (this.#waiting.length === 0 && this.#end === undefined) await this.#news(options);
    const events = this.#waiting;
    if (events.length === 0 && this.#end !== undefined) {
      this.cursor = this.#end;
      return undefined;
    }
    this.#waiting = [];
    this.#size = 0;
    const { epoch, sequence } = this.#end ?? this.#here();
    this.cursor = { epoch, sequence: Math.max(sequence, this.cursor.sequence) };
    return events;
  }

  #news({ timeoutMs, signal, clock }: { timeoutMs: number; signal: AbortSignal; clock: Clock }): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        cancel();
        signal.removeEventListener('abort', wake);
        this.#wake = undefined;
        resolve();
      };
      const cancel = clock.after(timeoutMs, wake);
      signal.addEventListener('abort', wake, { once: true });
      this.#wake = wake;
    });
  }
}
