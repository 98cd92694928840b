import { readDeadLetterChoice } from '../../domain/deliveries/read-dead-letter-choice.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const discardDeadLetters: NonNullable<MutationResolvers['discardDeadLetters']> = async (
  _root,
  { choice, dryRun },
  { deadLetters, queueWorker, identity },
) => {
  const ids = await deadLetters.discard(identity, readDeadLetterChoice(choice), dryRun);
  queueWorker.wake();
  return { ids, count: ids.length, dryRun };
};
