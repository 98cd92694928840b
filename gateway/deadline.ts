import type { Clock } from '../platform/clock/clock.ts';
import { CodedError } from '../platform/errors/coded-error.ts';

/** A signal that aborts with the client's or when the time is over, and a promise that then rejects with the reason. */
export function startDeadline(clock: Clock, deadlineMs: number, client: AbortSignal): { signal: AbortSignal; passed: Promise<never>; cancel(): void } {
  const deadline = new AbortController();
  const cancelTimer = clock.after(deadlineMs, () =>
    deadline.abort(new CodedError('DEADLINE_EXCEEDED', `the operation took longer than ${deadlineMs} ms`, { details: { deadlineMs } })),
  );
  const onGone = () => deadline.abort(client.reason);
  if (client.aborted) onGone();
  client.addEventListener('abort', onGone, { once: true });
  const passed = new Promise<never>((_resolve, reject) => {
    deadline.signal.addEventListener('abort', () => reject(deadline.signal.reason as Error), { once: true });
    if (deadline.signal.aborted) reject(deadline.signal.reason as Error);
  });
  passed.catch(() => undefined);
  return {
    signal: deadline.signal,
    passed,
    cancel() {
      cancelTimer();
      client.removeEventListener('abort', onGone);
    },
  };
}
