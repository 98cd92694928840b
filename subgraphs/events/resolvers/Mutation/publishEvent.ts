import { assertDurable } from '../../domain/durability-demand.ts';
import type { MutationResolvers } from '../../generated/types.ts';
import { toDurabilityLevel } from '../Durability.ts';

export const publishEvent: NonNullable<MutationResolvers['publishEvent']> = async (_parent, { input }, { publisher, identity, recordReceipt }) => {
  const demanded = toDurabilityLevel(input.requireDurability);
  const [published] = await publisher.publishOrSpool(identity, [input], { demanded, path: 'input' });
  if (published === undefined) throw new Error('one event was published, and nothing came of it');
  if ('spoolId' in published) return published;
  recordReceipt({ position: published.position, commandId: published.id });
  assertDurable(published, demanded);
  return published;
};
