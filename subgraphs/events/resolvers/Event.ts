import type { EventResolvers } from '../generated/types.ts';

export const Event: EventResolvers = {
  specVersion: () => '1.0',
  recordedAt: ({ recordedAt }) => new Date(recordedAt).toISOString(),
};
