import type { Clock } from '../platform/clock/clock.ts';
import { CodedError } from '../platform/errors/coded-error.ts';

/** The bounds of one operation's time. */
export interface Deadline {
  /** Aborts with the client's, or when the time is over. */
  readonly signal: AbortSignal;
  /** Rejects with the signal's reason: at once when the client is gone, else once whoever heeds the signal had its turn to answer with what has come. */
  readonly passed: Promise<never>;
  /** Ends the watch over what is done. */
  cancel(): void;
  /** Aborts what still runs though its client is there: nobody waits for the rest. */
  abandon(): void;
}

/** Starts the time that an operation has. The signal aborts when it is over or `client` does; the caller ends it when the operation is answered. */
export function startDeadline(clock: Clock, deadlineMs: number, client: AbortSignal): Deadline {
  const deadline = new AbortController();
  const cancelTimer = clock.after(deadlineMs, () =>
    deadline.abort(new CodedError('DEADLINE_EXCEEDED', `the operation took longer than ${deadlineMs} ms`, { details: { deadlineMs } })),
  );
  const onGone = () => deadline.abort(client.reason);
  if (client.aborted) onGone();
  client.addEventListener('abort', onGone, { once: true });
  const passed = new Promise<never>((_resolve, reject) => {
    const giveUp = () => reject(deadline.signal.reason as Error);
    deadline.signal.addEventListener('abort', () => (client.aborted ? giveUp() : setImmediate(() => setImmediate(giveUp))), { once: true });
    if (deadline.signal.aborted) giveUp();
  });
  passed.catch(() => undefined);
  return {
    signal: deadline.signal,
    passed,
    cancel() {
      cancelTimer();
      client.removeEventListener('abort', onGone);
    },
    abandon: () => deadline.abort(new Error('nobody waits for the rest of the answer')),
  };
}
