import { readWithin } from '../domain/deliveries/read-number.ts';
import { countUnapplied } from '../domain/projections/projection-commands.ts';
import { toTold } from '../domain/projections/projection-events.ts';
import { toReplaySpeed } from '../domain/replay.ts';
import type { ProjectionCheckResolvers, ProjectionDifferenceResolvers, ProjectionProgressResolvers, ProjectionResolvers } from '../generated/types.ts';

const MAX_PAGE = 500;

export const Projection: ProjectionResolvers = {
  state: ({ live }) => (live === undefined ? 'BUILDING' : 'LIVE'),
  pattern: ({ terms }) => terms.pattern,
  key: ({ terms }) => terms.key,
  fold: ({ terms }) => terms.fold,
  maxEntries: ({ terms }) => terms.maxEntries,
  position: ({ live }) => live?.position ?? null,
  lag: async ({ live }, _args, { log, identity }) => countUnapplied(log, identity, { live, upTo: await log.head(identity) }),
  entryCount: ({ live }) => live?.entries ?? 0,
  applied: ({ live }) => live?.applied ?? 0,
  failed: ({ live }) => live?.failed ?? 0,
  lastFault: ({ live }) => live?.lastFault ?? null,
  rebuild: ({ id, building }) => (building === undefined ? null : toTold(id, building, 'RUNNING')),
  check: ({ id, checking }) => (checking === undefined ? null : toTold(id, checking, 'RUNNING')),
  lastCheck: ({ lastCheck }) => lastCheck ?? null,
  entry: async ({ live }, { key }, { projections, identity }) =>
    live === undefined ? null : ((await projections.entries(identity, live.id, [key]))[0] ?? null),
  entries: ({ live }, { first, after }, { projections, identity }) => {
    const limit = readWithin(first, 'first', { min: 1, max: MAX_PAGE });
    return live === undefined ? [] : projections.listEntries(identity, live.id, { after: after ?? undefined, limit });
  },
  createdAt: ({ createdAtMs }) => new Date(createdAtMs).toISOString(),
  updatedAt: ({ updatedAtMs }) => new Date(updatedAtMs).toISOString(),
};

export const ProjectionProgress: ProjectionProgressResolvers = {
  projectionId: ({ id }) => id,
  percent: (told) => toReplaySpeed(told).percent,
  eventsPerSecond: (told) => toReplaySpeed(told).eventsPerSecond,
  remainingMs: (told) => toReplaySpeed(told).remainingMs ?? null,
};

export const ProjectionCheck: ProjectionCheckResolvers = {
  at: ({ atMs }) => new Date(atMs).toISOString(),
};

export const ProjectionDifference: ProjectionDifferenceResolvers = {
  live: ({ live }) => live ?? null,
  rebuilt: ({ rebuilt }) => rebuilt ?? null,
};
