import { randomUUID } from 'node:crypto';
import type { RecordsKit } from '../../../platform/subgraph/host.ts';
import type { ReplayStore } from '../domain/replay-store.ts';
import { REPLAY_STATES, type Replay, type ReplayProgress, type ReplayRange, type ReplayTarget } from '../domain/replay.ts';
import type { RoutingFault } from '../domain/routing.ts';
import { toEffectChanges, toSuppressionChanges } from './effect-changes.ts';
import { readEffects } from './read-effects.ts';
import type { ReplayRow, ReplayTables } from './replay-tables.ts';
import type { RoutingTables } from './routing-tables.ts';

type Tables = ReplayTables & RoutingTables;

const GUARD = 'replay-state';

/** The replays over the records port. */
export function createRecordsReplayStore<DB extends Tables>(kit: Pick<RecordsKit<DB>, 'records' | 'commands'>): ReplayStore {
  // The other tables of the subgraph are of no interest here.
  const { records, commands } = kit as unknown as Pick<RecordsKit<Tables>, 'records' | 'commands'>;
  return {
    async replay(scope, id) {
      const [row] = await records.read(scope, (db) => db.selectFrom('replay').selectAll().where('id', '=', id));
      return row === undefined ? undefined : toReplay(row);
    },
    async list(scope, limit) {
      const rows = await records.read(scope, (db) => db.selectFrom('replay').selectAll().orderBy('started_at', 'desc').orderBy('id').limit(limit));
      return rows.map(toReplay);
    },
    running: () => records.readEverywhere((db) => db.selectFrom('replay').select(['workspace', 'id']).where('state', '=', 'RUNNING')),
    add: (scope, replay, unit) =>
      commands.run(scope, { ...unit, changes: [{ build: (db) => db.insertInto('replay').values(toRow(replay)), expect: { rows: 1, guard: GUARD } }] }),
    move(scope, { id, from, to, finishedAtMs }, unit) {
      const set = { state: to, finished_at: finishedAtMs ?? null };
      return commands.run(scope, {
        ...unit,
        changes: [
          {
            build: (db) =>
              db
                .updateTable('replay')
                .set(set)
                .where('id', '=', id)
                .where('state', 'in', [...from]),
            expect: { rows: 1, guard: GUARD },
          },
        ],
      });
    },
    async advance(scope, id, { progress, events, effects, suppressions, fence }) {
      const outcome = await records.commit(scope, {
        commandId: randomUUID(),
        isRemembered: false,
        events,
        fence,
        changes: [
          { build: (db) => db.updateTable('replay').set(toProgressColumns(progress)).where('id', '=', id), expect: { rows: 1, guard: GUARD } },
          ...toEffectChanges(effects),
          ...toSuppressionChanges(suppressions),
        ],
      });
      return outcome.kind !== 'conflict';
    },
    async finish(scope, id, { finishedAtMs, events, fence }) {
      const outcome = await records.commit(scope, {
        commandId: randomUUID(),
        isRemembered: false,
        events,
        fence,
        changes: [
          {
            build: (db) => db.updateTable('replay').set({ state: 'DONE', finished_at: finishedAtMs }).where('id', '=', id).where('state', '=', 'RUNNING'),
            expect: { rows: 1, guard: GUARD },
          },
        ],
      });
      return outcome.kind !== 'conflict';
    },
    async suppressions(scope, replayId, { onlyDiffering, limit }) {
      const rows = await records.read(scope, (db) =>
        db
          .selectFrom('suppression')
          .selectAll()
          .where('replay_id', '=', replayId)
          .where('differs', '>=', onlyDiffering ? 1 : 0)
          .orderBy('at')
          .orderBy('effect_key')
          .limit(limit),
      );
      return rows.map((row) => ({
        replayId,
        effectKey: row.effect_key,
        event: { source: row.event_source, id: row.event_id },
        differs: Number(row.differs) === 1,
        atMs: Number(row.at),
      }));
    },
    effects: (scope, keys) => readEffects(records, scope, keys),
  };
}

function toProgressColumns({ position, examined, replayed, suppressed, failed, activeMs, lastFault }: ReplayProgress) {
  return {
    position,
    examined,
    replayed,
    suppressed,
    failed,
    active_ms: Math.round(activeMs),
    last_fault: lastFault === undefined ? null : JSON.stringify(lastFault),
  };
}

function toRow(replay: Replay): ReplayRow {
  return {
    ...toProgressColumns(replay),
    id: replay.id,
    state: replay.state,
    event_range: JSON.stringify(replay.range),
    target: JSON.stringify(replay.target),
    fenced: replay.fenced ? 1 : 0,
    total: replay.total,
    started_at: replay.startedAtMs,
    finished_at: replay.finishedAtMs ?? null,
    correlation_id: replay.correlationId,
  };
}

function toReplay(row: ReplayRow): Replay {
  const state = REPLAY_STATES.find((known) => known === row.state);
  if (state === undefined) throw new Error(`replay ${row.id} is in an unknown state`);
  return {
    id: row.id,
    state,
    range: JSON.parse(row.event_range) as ReplayRange,
    target: JSON.parse(row.target) as ReplayTarget,
    fenced: Number(row.fenced) === 1,
    total: Number(row.total),
    position: row.position,
    examined: Number(row.examined),
    replayed: Number(row.replayed),
    suppressed: Number(row.suppressed),
    failed: Number(row.failed),
    activeMs: Number(row.active_ms),
    ...(row.last_fault === null ? {} : { lastFault: JSON.parse(row.last_fault) as RoutingFault }),
    startedAtMs: Number(row.started_at),
    ...(row.finished_at === null ? {} : { finishedAtMs: Number(row.finished_at) }),
    correlationId: row.correlation_id,
  };
}
