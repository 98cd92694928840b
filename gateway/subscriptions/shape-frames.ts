import type { Clock } from '../../platform/clock/clock.ts';
import type { ClientFrame } from './client-view.ts';
import { createPendingFrames, type FrameShape } from './pending-frames.ts';

/*
 * The source is read as fast as it gives, so that what a client does not want is let go here and nothing piles up behind;
 * the client takes frames at its own pace, when rate and batch let them leave. They leave in the order of their positions.
 */

/**
 * Shapes one client's frames: at most `maxHz` a second, the latest of each key of `coalesceBy`, in bursts every `batchMs`.
 * Frames that are no events keep their place among the others and are not held to the rate. When the source is over, what
 * waits leaves at once. Returning it early returns the source.
 */
export async function* shapeFrames(source: AsyncIterable<ClientFrame>, shape: FrameShape, clock: Clock): AsyncGenerator<ClientFrame> {
  const pending = createPendingFrames(shape);
  const iterator = source[Symbol.asyncIterator]();
  const gate = createGate(shape, clock);
  let over: { readonly error: Error | undefined } | undefined;
  let change = Promise.withResolvers<void>();
  let isStopped = false;

  function tell(): void {
    change.resolve();
    change = Promise.withResolvers();
  }

  async function gather(): Promise<void> {
    try {
      for (let next = await iterator.next(); next.done !== true && !isStopped; next = await iterator.next()) {
        pending.put(next.value);
        gate.arrived();
        tell();
        // Only a batch can fill up; all else replaces what waits.
        while (pending.isFull && !isStopped) await change.promise;
      }
      over = { error: undefined };
    } catch (error) {
      over = { error: error as Error };
    }
    tell();
  }

  void gather();
  try {
    for (;;) {
      const waitMs = over === undefined && pending.holdsEvent ? gate.waitMs(pending.isFull) : 0;
      if (waitMs > 0) {
        const cancel = clock.after(waitMs, tell);
        await change.promise;
        cancel();
        continue;
      }
      const frame = pending.shift();
      if (frame !== undefined) {
        if (frame.kind === 'event') gate.left();
        if (pending.isEmpty) gate.emptied();
        tell();
        yield frame;
      } else if (over === undefined) await change.promise;
      else if (over.error !== undefined) throw over.error;
      else return;
    }
  } finally {
    isStopped = true;
    tell();
    await iterator.return?.(undefined);
  }
}

interface Gate {
  arrived(): void;
  left(): void;
  emptied(): void;
  /** How long the frame at the head must wait; 0 when it may leave. */
  waitMs(isFull: boolean): number;
}

/** Tokens come at `maxHz`, as many as one batch may hold are kept; a batch opens `batchMs` after its first frame came. */
function createGate({ maxHz, batchMs = 0 }: FrameShape, clock: Clock): Gate {
  const capacity = maxHz === undefined ? Infinity : Math.max(1, Math.floor((maxHz * batchMs) / 1_000));
  let tokens = capacity;
  let countedMs = clock.elapsed();
  let opensMs: number | undefined;

  function refill(): void {
    const nowMs = clock.elapsed();
    if (maxHz !== undefined) tokens = Math.min(capacity, tokens + ((nowMs - countedMs) * maxHz) / 1_000);
    countedMs = nowMs;
  }

  return {
    arrived() {
      opensMs ??= clock.elapsed() + batchMs;
    },
    left() {
      refill();
      tokens -= 1;
    },
    emptied() {
      opensMs = undefined;
    },
    waitMs(isFull) {
      refill();
      const batchWaitMs = isFull ? 0 : (opensMs ?? 0) - clock.elapsed();
      // A hair less than a token is one: the clock's fractions are not exact.
      const rateWaitMs = maxHz === undefined || tokens > 0.999_999 ? 0 : ((1 - tokens) * 1_000) / maxHz;
      return Math.max(0, batchWaitMs, rateWaitMs);
    },
  };
}
