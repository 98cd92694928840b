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

/** How a tail waits; each wait ends no sooner than the one before would have. */
export interface SeatWait {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly clock: Clock;
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
  #dueMs = 0;
  #cancelTimer: (() => void) | undefined;
  #signal: AbortSignal | undefined;
  readonly #onAbort = (): void => this.#wake?.();
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

  /** True while so much waits that the tail should have its turn before more comes. */
  get isCrowded(): boolean {
    return this.#waiting.length * 2 >= this.#limits.limit || this.#size * 2 >= this.#limits.maxSize;
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
  async next(options: SeatWait): Promise<readonly RecordedEvent[] | undefined> {
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

  /** Nothing is waited for any more. */
  close(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#signal?.removeEventListener('abort', this.#onAbort);
    this.#signal = undefined;
  }

  /*
   * There is one wait for each event that is taken, and hardly one is long: timer and signal are asked once for many of them. The
   * timer looks when it fires whether anybody still waits, and for how long.
   */
  #news({ timeoutMs, signal, clock }: SeatWait): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    this.#dueMs = clock.elapsed() + timeoutMs;
    if (this.#cancelTimer === undefined) this.#setTimer(clock);
    if (this.#signal !== signal) {
      this.#signal?.removeEventListener('abort', this.#onAbort);
      this.#signal = signal;
      signal.addEventListener('abort', this.#onAbort, { once: true });
    }
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = undefined;
        resolve();
      };
    });
  }

  #setTimer(clock: Clock): void {
    this.#cancelTimer = clock.after(Math.max(1, this.#dueMs - clock.elapsed()), () => {
      this.#cancelTimer = undefined;
      if (this.#wake === undefined) return;
      if (clock.elapsed() >= this.#dueMs) this.#wake();
      else this.#setTimer(clock);
    });
  }
}
