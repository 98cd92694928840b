import { readEventHandlers } from '../domain/deliveries/event-handlers.ts';
import type { EventBusStatsResolvers } from '../generated/types.ts';

export const EventBusStats: EventBusStatsResolvers = {
  connected: async ({ reachable }, _args, { deliveryStore }) => reachable && (await deliveryStore.isReachable()),
  running: (_stats, _args, { queueWorker }) => queueWorker.isRunning(),
  handlers: (_stats, _args, { deliveryStore, identity }) => readEventHandlers(deliveryStore, identity),
  totals: (_stats, _args, { deliveryStore, identity }) => deliveryStore.totals(identity),
};
