import { readEventHandlers } from '../domain/deliveries/event-handlers.ts';
import { readPublishRate } from '../domain/log-audit.ts';
import type { EventBusStatsResolvers } from '../generated/types.ts';

const MAX_LINES = 500;

export const EventBusStats: EventBusStatsResolvers = {
  connected: async ({ reachable }, _args, { deliveryStore }) => reachable && (await deliveryStore.isReachable()),
  running: (_stats, _args, { queueWorker }) => queueWorker.isRunning(),
  handlers: (_stats, _args, { deliveryStore, identity }) => readEventHandlers(deliveryStore, identity),
  rates: async (_stats, _args, { log, clock, deliveryMeter, identity }) => ({
    publishedPerSecond: await readPublishRate(log, identity, clock.now()),
    ...deliveryMeter.rates(identity.workspace),
  }),
  consumerGroups: (_stats, _args, { deliveryStore, identity }) => deliveryStore.listLines(identity, 'group', { limit: MAX_LINES, afterName: undefined }),
  queues: (_stats, _args, { deliveryStore, identity }) => deliveryStore.listLines(identity, 'queue', { limit: MAX_LINES, afterName: undefined }),
  totals: (_stats, _args, { deliveryStore, identity }) => deliveryStore.totals(identity),
};
