import { assertDurable } from '../../domain/durability-demand.ts';
import type { MutationResolvers } from '../../generated/types.ts';
import { toDurabilityLevel } from '../Durability.ts';

export const publishEvent: NonNullable<MutationResolvers['publishEvent']> = async (_parent, { input }, { publisher, identity, recordReceipt }) => {
  const published = await publisher.publishOne(identity, input);
  recordReceipt({ position: published.position, commandId: published.id });
  assertDurable(published, toDurabilityLevel(input.requireDurability));
  return published;
};
