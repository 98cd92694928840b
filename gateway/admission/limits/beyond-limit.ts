import { refused, type RefusedOperation } from '../../errors.ts';

/** The refusal of what goes beyond a limit: names the limit, what it allows and what was seen. */
export function beyondLimit(limit: string, max: number, seen: number): RefusedOperation {
  return refused('LIMIT_EXCEEDED', `${limit}: expected at most ${max}, received ${seen}`, { limit, max, seen });
}
