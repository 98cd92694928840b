import type { CoreStatusResolvers } from '../generated/types.ts';

const toTime = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

export const CoreStatus: CoreStatusResolvers = {
  coreUrl: ({ addresses }) => addresses?.coreUrl ?? null,
  wsUrl: ({ addresses }) => addresses?.wsUrl ?? null,
  anpUrl: ({ addresses }) => addresses?.anpUrl ?? null,
  since: ({ sinceMs }) => toTime(sinceMs),
  lastPolledAt: ({ lastPolledAtMs }) => toTime(lastPolledAtMs),
  reconnect: ({ reconnect }) =>
    reconnect === null
      ? null
      : { attempt: reconnect.attempt, nextDelayMs: reconnect.nextDelayMs, nextAttemptAt: new Date(reconnect.nextAttemptAtMs).toISOString() },
};
