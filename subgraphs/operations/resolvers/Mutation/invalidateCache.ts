import { invalidateAnswers } from '../../domain/kept-answers.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const invalidateCache: NonNullable<MutationResolvers['invalidateCache']> = async (_root, { input }, { keptAnswers, identity }) => ({
  gateways: await invalidateAnswers(identity, input, keptAnswers),
});
