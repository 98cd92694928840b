import { toLineId } from '../../domain/deliveries/delivery.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const editDeadLetter: NonNullable<MutationResolvers['editDeadLetter']> = async (_root, { queue, id, data }, { deadLetters, identity }) => {
  return { deadLetter: await deadLetters.edit(identity, { lineId: toLineId('queue', queue), id, data }) };
};
