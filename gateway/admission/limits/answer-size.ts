import { toAnsweredErrors } from '../../errors.ts';
import type { ClientMessage } from '../../subscriptions/client-message.ts';
import { beyondLimit } from './beyond-limit.ts';

/** Throws LIMIT_EXCEEDED for an answer that is too large. What it was made of is done: a mutation has had its effect. */
export function assertAnswerSize(bytes: number, maxBytes: number): void {
  if (bytes > maxBytes) throw beyondLimit('answer bytes', maxBytes, bytes);
}

/** A streamed message as it is, or the error that stands for one that is too large. */
export function boundMessage(message: ClientMessage, maxBytes: number): ClientMessage {
  if (message.kind === 'error') return message;
  const { length } = message.payload.bytes;
  return length <= maxBytes ? message : { kind: 'error', errors: toAnsweredErrors(beyondLimit('answer bytes', maxBytes, length)).errors };
}
