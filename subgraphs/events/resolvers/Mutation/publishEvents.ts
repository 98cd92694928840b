import { assertDurable } from '../../domain/durability-demand.ts';
import type { MutationResolvers } from '../../generated/types.ts';
import { toDurabilityLevel } from '../Durability.ts';

export const publishEvents: NonNullable<MutationResolvers['publishEvents']> = async (_parent, { inputs }, { publisher, identity, recordReceipt }) => {
  const results = await publisher.publishMany(identity, inputs);
  const last = results.reduce((newest, published) => (published.sequence > newest.sequence ? published : newest));
  recordReceipt({ position: last.position, commandId: last.id });
  results.forEach((published, index) => assertDurable(published, toDurabilityLevel(inputs[index]?.requireDurability)));
  return { results, position: last.position, durability: last.durability };
};
