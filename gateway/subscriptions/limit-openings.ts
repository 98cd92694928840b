import type { Clock } from '../../platform/clock/clock.ts';
import type { StartSource } from './shared-source.ts';
import { untilAborted } from './until-aborted.ts';

export interface OpeningLimit {
  /** How many may be opening at a time. */
  readonly max: number;
  /** One that has brought nothing for so long, in milliseconds, holds up nobody any more. */
  readonly patienceMs: number;
  readonly clock: Pick<Clock, 'after'>;
}

/**
 * Lets so many of the sources that it wraps open at a time; the others wait in the order in which they came. What a crowd missed is
 * counted and read page by page where it is kept: all at once would take the memory of all pages at once, and leave the log to nobody else.
 */
export function limitOpenings({ max, patienceMs, clock }: OpeningLimit): (start: StartSource) => StartSource {
  const waiting = new Set<() => void>();
  let opening = 0;

  /** The turn goes to the next, if there is one. */
  function leave(): void {
    const [next] = waiting;
    if (next === undefined) opening -= 1;
    else next();
  }

  /** Resolves when it is this one's turn, or with false when the signal aborts first. */
  function wait(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (isTurn: boolean): void => {
        waiting.delete(onTurn);
        signal.removeEventListener('abort', onAbort);
        resolve(isTurn);
      };
      const onTurn = (): void => end(true);
      const onAbort = (): void => end(false);
      waiting.add(onTurn);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** Answers what ends the turn, to be called any number of times; undefined when the signal aborted before it came. */
  async function enter(signal: AbortSignal): Promise<(() => void) | undefined> {
    if (signal.aborted) return undefined;
    if (opening < max) opening += 1;
    else if (!(await wait(signal))) return undefined;
    let isIn = true;
    const end = (): void => {
      if (!isIn) return;
      isIn = false;
      cancel();
      leave();
    };
    const cancel = clock.after(patienceMs, end);
    return end;
  }

  return (start) =>
    async function* open(options) {
      const end = await enter(options.signal);
      if (end === undefined) return;
      try {
        for await (const frame of untilAborted(start(options), options.signal)) {
          end();
          yield frame;
        }
      } finally {
        end();
      }
    };
}
