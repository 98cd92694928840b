import { badInput } from '../../../platform/errors/coded-error.ts';
import { toReplaySpeed } from '../domain/replay.ts';
import type { ReplayProgressResolvers, ReplayResolvers, ReplaySuppressionResolvers, ReplayTargetResolvers } from '../generated/types.ts';

const MAX_SUPPRESSIONS = 500;

export const Replay: ReplayResolvers = {
  pattern: ({ range }) => range.pattern,
  progress: (replay) => replay,
  lastFault: ({ lastFault }) => lastFault ?? null,
  startedAt: ({ startedAtMs }) => new Date(startedAtMs).toISOString(),
  finishedAt: ({ finishedAtMs }) => (finishedAtMs === undefined ? null : new Date(finishedAtMs).toISOString()),
  suppressions: ({ id }, { first, onlyDiffering }, { replays, identity }) => {
    if (first < 1 || first > MAX_SUPPRESSIONS) throw badInput('first', `1 to ${MAX_SUPPRESSIONS}`, first);
    return replays.suppressions(identity, id, { onlyDiffering, limit: first });
  },
};

export const ReplayProgress: ReplayProgressResolvers = {
  replayId: ({ id }) => id,
  percent: (told) => toReplaySpeed(told).percent,
  eventsPerSecond: (told) => toReplaySpeed(told).eventsPerSecond,
  remainingMs: (told) => toReplaySpeed(told).remainingMs ?? null,
};

export const ReplayTarget: ReplayTargetResolvers = {
  topicPrefix: (target) => (target.kind === 'topic' ? target.prefix : null),
  webhook: (target) => (target.kind === 'webhook' ? target : null),
};

export const ReplaySuppression: ReplaySuppressionResolvers = {
  key: ({ effectKey }) => effectKey,
  source: ({ event }) => event.source,
  id: ({ event }) => event.id,
  at: ({ atMs }) => new Date(atMs).toISOString(),
};
