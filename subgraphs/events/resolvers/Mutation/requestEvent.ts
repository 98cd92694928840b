import { assertDurable } from '../../domain/durability-demand.ts';
import type { MutationResolvers } from '../../generated/types.ts';
import { toDurabilityLevel } from '../Durability.ts';

export const requestEvent: NonNullable<MutationResolvers['requestEvent']> = async (
  _parent,
  { input, timeoutMs, replyPattern },
  { requester, publisher, identity, recordReceipt, signal },
) => {
  requester.assertTerms({ timeoutMs, replyPattern });
  const published = await publisher.publishOne(identity, input);
  recordReceipt({ position: published.position, commandId: published.id });
  assertDurable(published, toDurabilityLevel(input.requireDurability));
  return requester.awaitReply(identity, published, { timeoutMs, replyPattern, signal });
};
