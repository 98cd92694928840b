import { readDeadLetters } from '../domain/deliveries/read-dead-letters.ts';
import type { ConsumerGroupResolvers } from '../generated/types.ts';

export const ConsumerGroup: ConsumerGroupResolvers = {
  pattern: ({ settings }) => settings.filter.pattern ?? '**',
  lag: (line, _args, { groups, identity }) => groups.lag(identity, line),
  pending: ({ depth }) => depth,
  inFlight: ({ id }, _args, { deliveryStore, clock, identity }) => deliveryStore.inFlight(identity, id, clock.now()),
  deadLetterCount: ({ id }, _args, { deliveryStore, identity }) => deliveryStore.countDead(identity, id),
  settings: (line) => line,
  totals: (line) => line,
  required: ({ isRequired }) => isRequired,
  inactiveExpiryMs: ({ settings }) => settings.inactiveExpiryMs ?? null,
  activeAt: ({ activeAtMs }) => new Date(activeAtMs).toISOString(),
  lastGap: ({ lastGap }) => (lastGap === undefined ? null : { ...lastGap, at: new Date(lastGap.atMs).toISOString() }),
  deadLetters: ({ id }, range, { deliveryStore, identity }) => readDeadLetters(deliveryStore, identity, { lineId: id, range }),
  deadLetterErrors: async ({ id }, _args, { deliveryStore, identity }) =>
    (await deliveryStore.deadErrors(identity, id)).map((error) => ({ ...error, lineId: id })),
  createdAt: ({ createdAtMs }) => new Date(createdAtMs).toISOString(),
};
