import { randomUUID } from 'node:crypto';
import type { Change } from '../../../platform/records/records.ts';
import type { RecordsKit } from '../../../platform/subgraph/host.ts';
import type { GenerationRole } from '../domain/projections/projection.ts';
import type { ProjectionStep, ProjectionStore } from '../domain/projections/projection-store.ts';
import { toEntry, toGenerationRow, toProgressColumns, toProjection, toProjectionRow } from './projection-rows.ts';
import type { ProjectionTables } from './projection-tables.ts';

type ProjectionChanges = readonly Change<ProjectionTables>[];

const GUARD = 'projection';
/** Entries that one step of cleaning removes. */
const CLEANED_AT_ONCE = 2_000;
const WRITTEN_AT_ONCE = 100;

/** The projections over the records port. */
export function createRecordsProjectionStore<DB extends ProjectionTables>(kit: Pick<RecordsKit<DB>, 'records' | 'commands'>): ProjectionStore {
  // The other tables of the subgraph are of no interest here.
  const { records, commands } = kit as unknown as Pick<RecordsKit<ProjectionTables>, 'records' | 'commands'>;

  /** Background work: guarded, and never sent again. */
  async function commit(scope: Parameters<ProjectionStore['swap']>[0], unit: Pick<ProjectionStep, 'events' | 'fence'> & { changes: ProjectionChanges }) {
    const outcome = await records.commit(scope, { commandId: randomUUID(), isRemembered: false, ...unit });
    return outcome.kind !== 'conflict';
  }

  return {
    async list(scope) {
      const generations = await records.read(scope, (db) => db.selectFrom('projection_generation').selectAll().where('role', '<>', 'old'));
      return (await records.read(scope, (db) => db.selectFrom('projection').selectAll().orderBy('id'))).map((row) => toProjection(row, generations));
    },
    async find(scope, id) {
      const generations = await records.read(scope, (db) =>
        db.selectFrom('projection_generation').selectAll().where('projection_id', '=', id).where('role', '<>', 'old'),
      );
      const [row] = await records.read(scope, (db) => db.selectFrom('projection').selectAll().where('id', '=', id));
      return row === undefined ? undefined : toProjection(row, generations);
    },
    async all() {
      const rows = await records.readEverywhere((db) => db.selectFrom('projection_generation').select(['workspace', 'projection_id']).distinct());
      return rows.map(({ workspace, projection_id: id }) => ({ workspace, id }));
    },
    add(scope, projection, unit) {
      const { id, building } = projection;
      return commands.run(scope, {
        ...unit,
        changes: [
          { build: (db) => db.insertInto('projection').values(toProjectionRow(projection)), expect: { rows: 1, guard: GUARD } },
          ...(building === undefined ? [] : toBegin(id, toGenerationRow(id, building))),
        ],
      });
    },
    change(scope, { id, version, atMs, terms, begins }, unit) {
      const set = { version: version + 1, updated_at: atMs, ...(terms === undefined ? {} : { terms: JSON.stringify(terms) }) };
      return commands.run(scope, {
        ...unit,
        changes: [
          { build: (db) => db.updateTable('projection').set(set).where('id', '=', id).where('version', '=', version), expect: { rows: 1, guard: GUARD } },
          ...toBegin(id, toGenerationRow(id, begins)),
        ],
      });
    },
    remove: (scope, id, unit) =>
      commands.run(scope, {
        ...unit,
        changes: [
          { build: (db) => db.deleteFrom('projection').where('id', '=', id), expect: { rows: 1, guard: GUARD } },
          { build: (db) => db.updateTable('projection_generation').set({ role: 'old' }).where('projection_id', '=', id) },
        ],
      }),
    advance: (scope, { id, role }, { progress, changed, events, fence }) =>
      commit(scope, {
        events,
        fence,
        changes: [
          {
            build: (db) => db.updateTable('projection_generation').set(toProgressColumns(progress)).where('id', '=', id).where('role', '=', role),
            expect: { rows: 1, guard: GUARD },
          },
          ...toEntryChanges(id, changed),
        ],
      }),
    async swap(scope, { id, live, building }, { events, fence }) {
      if (building === undefined) return false;
      return commit(scope, {
        events,
        fence,
        changes: [
          ...(live === undefined ? [] : [toRole(live.id, 'live', 'old')]),
          toRole(building.id, 'building', 'live'),
          // What is compared with entries that were made otherwise tells nothing.
          {
            build: (db) =>
              db
                .updateTable('projection_generation')
                .set({ role: 'old' })
                .where('projection_id', '=', id)
                .where('role', '=', 'checking')
                .where('terms', '<>', JSON.stringify(building.terms)),
          },
        ],
      });
    },
    async finishCheck(scope, { id, checking }, { check, events, fence }) {
      if (checking === undefined) return false;
      return commit(scope, {
        events,
        fence,
        changes: [
          toRole(checking.id, 'checking', 'old'),
          {
            build: (db) =>
              db
                .updateTable('projection')
                .set({ last_check: JSON.stringify(check) })
                .where('id', '=', id),
            expect: { rows: 1, guard: GUARD },
          },
        ],
      });
    },
    async clean(scope, id, fence) {
      const [old] = await records.read(scope, (db) =>
        db.selectFrom('projection_generation').select('id').where('projection_id', '=', id).where('role', '=', 'old').limit(1),
      );
      if (old === undefined) return false;
      const rows = await records.read(scope, (db) =>
        db.selectFrom('projection_entry').select('entry_key').where('generation_id', '=', old.id).orderBy('entry_key').limit(CLEANED_AT_ONCE),
      );
      const last = rows.at(-1)?.entry_key;
      const isWhole = rows.length < CLEANED_AT_ONCE;
      await commit(scope, {
        events: [],
        fence,
        changes: [
          ...(last === undefined
            ? []
            : [
                {
                  build: (db: Parameters<Change<ProjectionTables>['build']>[0]) =>
                    db.deleteFrom('projection_entry').where('generation_id', '=', old.id).where('entry_key', '<=', last),
                },
              ]),
          ...(isWhole
            ? [{ build: (db: Parameters<Change<ProjectionTables>['build']>[0]) => db.deleteFrom('projection_generation').where('id', '=', old.id) }]
            : []),
        ],
      });
      return true;
    },
    async entries(scope, generation, keys) {
      if (keys.length === 0) return [];
      const rows = await records.read(scope, (db) =>
        db
          .selectFrom('projection_entry')
          .selectAll()
          .where('generation_id', '=', generation)
          .where('entry_key', 'in', [...keys]),
      );
      return rows.map(toEntry);
    },
    async listEntries(scope, generation, { after, limit }) {
      const rows = await records.read(scope, (db) => {
        const all = db.selectFrom('projection_entry').selectAll().where('generation_id', '=', generation).orderBy('entry_key').limit(limit);
        return after === undefined ? all : all.where('entry_key', '>', after);
      });
      return rows.map(toEntry);
    },
  };
}

/** A generation takes its role from the one that has it. */
function toBegin(projectionId: string, row: ReturnType<typeof toGenerationRow>): ProjectionChanges {
  return [
    {
      build: (db) => db.updateTable('projection_generation').set({ role: 'old' }).where('projection_id', '=', projectionId).where('role', '=', row.role),
    },
    { build: (db) => db.insertInto('projection_generation').values(row), expect: { rows: 1, guard: GUARD } },
  ];
}

function toRole(id: string, from: GenerationRole, to: GenerationRole): Change<ProjectionTables> {
  return {
    build: (db) => db.updateTable('projection_generation').set({ role: to }).where('id', '=', id).where('role', '=', from),
    expect: { rows: 1, guard: GUARD },
  };
}

function toEntryChanges(generationId: string, changed: ProjectionStep['changed']): ProjectionChanges {
  const gone = changed.filter(({ state }) => state === undefined).map(({ key }) => key);
  const rows = changed.flatMap(({ key, state, position }) =>
    state === undefined ? [] : [{ generation_id: generationId, entry_key: key, state: JSON.stringify(state), position }],
  );
  const changes: Change<ProjectionTables>[] = [];
  for (let from = 0; from < rows.length; from += WRITTEN_AT_ONCE) {
    const part = rows.slice(from, from + WRITTEN_AT_ONCE);
    changes.push({
      build: (db) =>
        db
          .insertInto('projection_entry')
          .values(part)
          .onConflict((conflict) =>
            conflict.columns(['generation_id', 'entry_key']).doUpdateSet((eb) => ({ state: eb.ref('excluded.state'), position: eb.ref('excluded.position') })),
          ),
    });
  }
  if (gone.length > 0) {
    changes.push({ build: (db) => db.deleteFrom('projection_entry').where('generation_id', '=', generationId).where('entry_key', 'in', gone) });
  }
  return changes;
}
