import type { MutationResolvers } from '../../generated/types.ts';

export const rotateWebhookSecret: NonNullable<MutationResolvers['rotateWebhookSecret']> = async (
  _parent,
  args,
  { webhookSecrets, identity, recordReceipt },
) => {
  const { secret, receipt } = await webhookSecrets.rotate(identity, args);
  recordReceipt(receipt);
  return { secret: secret.secret, webhook: secret, receipt };
};
