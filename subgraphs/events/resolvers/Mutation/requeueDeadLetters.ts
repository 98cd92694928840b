import { readDeadLetterChoice } from '../../domain/deliveries/read-dead-letter-choice.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const requeueDeadLetters: NonNullable<MutationResolvers['requeueDeadLetters']> = async (
  _root,
  { choice, dryRun },
  { deadLetters, queueWorker, identity },
) => {
  const ids = await deadLetters.requeue(identity, readDeadLetterChoice(choice), dryRun);
  queueWorker.wake();
  return { ids, count: ids.length, dryRun };
};
