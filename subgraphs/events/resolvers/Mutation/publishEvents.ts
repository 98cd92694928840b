import { assertDurable } from '../../domain/durability-demand.ts';
import type { MutationResolvers } from '../../generated/types.ts';
import { toDurabilityLevel } from '../Durability.ts';

export const publishEvents: NonNullable<MutationResolvers['publishEvents']> = async (_parent, { inputs }, { publisher, identity, recordReceipt }) => {
  const demands = inputs.map(({ requireDurability }) => toDurabilityLevel(requireDurability));
  const demanded = demands.includes('fsynced') ? 'fsynced' : undefined;
  const results = await publisher.publishOrSpool(identity, inputs, { demanded });
  const [first] = results;
  if (first === undefined) throw new Error('events were published, and nothing came of them');
  const stored = results.flatMap((published) => ('spoolId' in published ? [] : [published]));
  if (stored.length === 0) return { results, position: null, durability: first.durability };
  const last = stored.reduce((newest, published) => (published.sequence > newest.sequence ? published : newest));
  recordReceipt({ position: last.position, commandId: last.id });
  stored.forEach((published, index) => assertDurable(published, demands[index]));
  return { results, position: last.position, durability: last.durability };
};
