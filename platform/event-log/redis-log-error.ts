import { CodedError } from '../errors/coded-error.ts';

const FULL = /^OOM |No space left/;
const AWAY = /^(?:LOADING|READONLY|MISCONF|MASTERDOWN|CLUSTERDOWN|BUSY|NOREPLICAS|NOAUTH|UNKILLABLE)\b/;

/** What a failed Redis command means to the log's callers; a defect of ours (a broken script) stays what it is. */
export function toLogError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof CodedError) return error;
  if (error.name === 'ReplyError') {
    const messages = [error.message, ...((error as { previousErrors?: readonly Error[] }).previousErrors ?? []).map(({ message }) => message)];
    if (messages.some((message) => FULL.test(message))) return new CodedError('LOG_FULL', 'the event log has no room left', { cause: error });
    return AWAY.test(error.message) ? new CodedError('LOG_UNAVAILABLE', 'the event log cannot take this now', { cause: error }) : error;
  }
  return error instanceof TypeError || error instanceof RangeError
    ? error
    : new CodedError('LOG_UNAVAILABLE', 'the event log cannot be reached', { cause: error });
}

/** Runs `work` and turns what it throws into the log's own errors. */
export async function withLogErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toLogError(error);
  }
}
