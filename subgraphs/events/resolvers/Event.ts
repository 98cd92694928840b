import { readReplayed } from '../domain/event-copy.ts';
import type { EventResolvers } from '../generated/types.ts';

export const Event: EventResolvers = {
  specVersion: () => '1.0',
  recordedAt: ({ recordedAt }) => new Date(recordedAt).toISOString(),
  erasedAt: ({ erasedAt }) => (erasedAt === undefined ? null : new Date(erasedAt).toISOString()),
  replay: (event) => {
    const replayed = readReplayed(event);
    return replayed === undefined ? null : { replayId: replayed.replayId, fenced: replayed.fenced, ...replayed.original };
  },
};
