import { readDeadLetters } from '../domain/deliveries/read-dead-letters.ts';
import { readWithin } from '../domain/deliveries/read-number.ts';
import type { MessageQueueResolvers } from '../generated/types.ts';

export const MessageQueue: MessageQueueResolvers = {
  inFlight: ({ id }, _args, { deliveryStore, clock, identity }) => deliveryStore.inFlight(identity, id, clock.now()),
  deadLetterCount: ({ id }, _args, { deliveryStore, identity }) => deliveryStore.countDead(identity, id),
  settings: (line) => line,
  totals: (line) => line,
  bindings: ({ id }, _args, { deliveryStore, identity }) => deliveryStore.bindings(identity, id),
  lag: (line, _args, { queues, identity }) => queues.lag(identity, line),
  webhook: ({ push }) => push ?? null,
  webhookCalls: ({ id }, { first }, { deliveryStore, identity }) => deliveryStore.pushAttempts(identity, id, readWithin(first, 'first', { min: 1, max: 500 })),
  deadLetters: ({ id }, range, { deliveryStore, identity }) => readDeadLetters(deliveryStore, identity, { lineId: id, range }),
  deadLetterErrors: async ({ id }, _args, { deliveryStore, identity }) =>
    (await deliveryStore.deadErrors(identity, id)).map((error) => ({ ...error, lineId: id })),
  createdAt: ({ createdAtMs }) => new Date(createdAtMs).toISOString(),
};
