import type { WebhookSecretResolvers } from '../generated/types.ts';

/** Never tells the secret. */
export const WebhookSecret: WebhookSecretResolvers = {
  createdAt: ({ createdAtMs }) => new Date(createdAtMs).toISOString(),
  previousUntil: ({ previous }, _args, { clock }) =>
    previous === undefined || previous.untilMs <= clock.now() ? null : new Date(previous.untilMs).toISOString(),
};
