import type { MutationResolvers } from '../../generated/types.ts';

export const removeWebhookSecret: NonNullable<MutationResolvers['removeWebhookSecret']> = async (
  _parent,
  args,
  { webhookSecrets, identity, recordReceipt },
) => {
  const removed = await webhookSecrets.remove(identity, args);
  recordReceipt(removed.receipt);
  return removed;
};
