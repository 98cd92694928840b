import type { Clock } from '../clock/clock.ts';
import { CodedError } from '../errors/coded-error.ts';

/** Milliseconds that the caller still waits for the answer. */
export const TIMEOUT_HEADER = 'x-autoweave-timeout-ms';

const MAX_TIMEOUT_MS = 3_600_000;

/**
 * Runs a call for as long as its caller waits: when the time that it says is over, the call is aborted and rejects with
 * DEADLINE_EXCEEDED, whether or not it heeds that. A header that says no whole number of at least 1 counts as none.
 */
export async function withinTimeout<T>(
  header: string | string[] | undefined,
  call: { run(): Promise<T>; abort(reason: CodedError): void; clock: Clock },
): Promise<T> {
  const timeoutMs = typeof header === 'string' && /^\d{1,9}$/.test(header) ? Math.min(Number(header), MAX_TIMEOUT_MS) : 0;
  if (timeoutMs === 0) return call.run();
  const late = Promise.withResolvers<never>();
  const cancel = call.clock.after(timeoutMs, () => {
    const reason = new CodedError('DEADLINE_EXCEEDED', `the caller waits no longer than ${timeoutMs} ms`, { details: { timeoutMs } });
    late.reject(reason);
    call.abort(reason);
  });
  try {
    return await Promise.race([call.run(), late.promise]);
  } finally {
    cancel();
  }
}
