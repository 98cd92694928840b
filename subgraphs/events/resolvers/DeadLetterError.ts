import type { DeadLetterErrorResolvers } from '../generated/types.ts';

export const DeadLetterError: DeadLetterErrorResolvers = {
  firstDiedAt: ({ firstDiedAtMs }) => new Date(firstDiedAtMs).toISOString(),
  lastDiedAt: ({ lastDiedAtMs }) => new Date(lastDiedAtMs).toISOString(),
  example: async ({ lineId, fingerprint }, _args, { deliveryStore, identity }) => (await deliveryStore.lastDead(identity, lineId, fingerprint)) ?? null,
};
