import type { WebhookCallResolvers } from '../generated/types.ts';

export const WebhookCall: WebhookCallResolvers = {
  at: ({ atMs }) => new Date(atMs).toISOString(),
  durationMs: ({ durationMs }) => Math.round(durationMs),
};
