import type { RunningSubscriptionResolvers, SubscriptionState } from '../generated/types.ts';

const STATES = { live: 'LIVE', degraded: 'DEGRADED', reconnecting: 'RECONNECTING' } as const satisfies Record<string, SubscriptionState>;

export const RunningSubscription: RunningSubscriptionResolvers = {
  wire: ({ wire }) => (wire === 'websocket' ? 'WEBSOCKET' : 'HTTP_STREAM'),
  operationName: ({ operationName }) => operationName ?? null,
  startedAt: ({ startedAt }) => new Date(startedAt).toISOString(),
  state: ({ state }) => STATES[state],
  lagEvents: ({ lag }) => lag.events,
  lagMs: ({ lag }) => lag.ms,
  sharedBy: ({ readers }) => readers,
};
