import type { QueryResolvers } from '../../generated/types.ts';

export const webhookSecrets: NonNullable<QueryResolvers['webhookSecrets']> = (_parent, _args, { webhookSecretStore, identity }) =>
  webhookSecretStore.list(identity);
