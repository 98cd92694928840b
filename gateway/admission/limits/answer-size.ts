import { beyondLimit } from './beyond-limit.ts';

/** Throws LIMIT_EXCEEDED for an answer that is too large. What it was made of is done: a mutation has had its effect. */
export function assertAnswerSize(bytes: number, maxBytes: number): void {
  if (bytes > maxBytes) throw beyondLimit('answer bytes', maxBytes, bytes);
}
