import { badInput } from '../../../../platform/errors/coded-error.ts';
import type { DeadLetterChoice } from './dead-letters.ts';
import { toLineId } from './delivery.ts';

const MAX_IDS = 500;

/** Reads which dead letters are meant; throws BAD_USER_INPUT naming the field under `choice`. */
export function readDeadLetterChoice(choice: {
  readonly group?: string | null | undefined;
  readonly queue?: string | null | undefined;
  readonly ids?: readonly string[] | null | undefined;
  readonly fingerprint?: string | null | undefined;
}): DeadLetterChoice {
  const { group, queue, ids, fingerprint } = choice;
  if ((typeof group === 'string') === (typeof queue === 'string')) throw badInput('choice', 'exactly one of group and queue');
  if (ids && (ids.length === 0 || ids.length > MAX_IDS)) throw badInput('choice.ids', `1 to ${MAX_IDS} ids`, ids.length);
  const lineId = typeof group === 'string' ? toLineId('group', group) : toLineId('queue', queue ?? '');
  return { lineId, ids: ids ?? undefined, fingerprint: fingerprint ?? undefined };
}
