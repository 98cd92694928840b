import type { Kysely } from 'kysely';
import type { JsonObject } from '../../../platform/json/json-value.ts';
import type { Change } from '../../../platform/records/records.ts';
import type { RecordsKit } from '../../../platform/subgraph/host.ts';
import type { SchemaStore, TypeChange } from '../domain/schemas-store.ts';
import type { EventSchema, EventType } from '../domain/schemas.ts';
import type { EventSchemaRow, EventTypeRow, SchemaTables } from './schema-tables.ts';

const POLICY_ID = 'policy';

/** The schemas over the records port. */
export function createRecordsSchemaStore<DB extends SchemaTables>(kit: Pick<RecordsKit<DB>, 'records' | 'commands'>): SchemaStore {
  // The other tables of the subgraph are of no interest here.
  const { records, commands } = kit as unknown as Pick<RecordsKit<SchemaTables>, 'records' | 'commands'>;
  // These two are asked for each event that is published.
  const readType = records.prepareRead(['type'], (db, { type }) => selectTypes(db).where('event_type.type', '=', type));
  const readPolicy = records.prepareRead([], (db) => db.selectFrom('schema_policy').select('strict').where('id', '=', POLICY_ID));
  return {
    async types(scope, types) {
      const [only, ...others] = new Set(types);
      if (only === undefined) return [];
      if (others.length === 0) return (await readType(scope, { type: only })).map(toType);
      return (await records.read(scope, (db) => selectTypes(db).where('event_type.type', 'in', [only, ...others]))).map(toType);
    },
    async listTypes(scope, { after, limit }) {
      const rows = await records.read(scope, (db) => {
        const all = selectTypes(db).orderBy('event_type.type').limit(limit);
        return after === undefined ? all : all.where('event_type.type', '>', after);
      });
      return rows.map(toType);
    },
    async version(scope, type, version) {
      const [row] = await records.read(scope, (db) => db.selectFrom('event_schema').selectAll().where('type', '=', type).where('version', '=', version));
      return row === undefined ? undefined : toSchema(row);
    },
    async versions(scope, type, limit) {
      const rows = await records.read(scope, (db) =>
        db.selectFrom('event_schema').selectAll().where('type', '=', type).orderBy('version', 'desc').limit(limit),
      );
      return rows.map(toSchema);
    },
    async policy(scope) {
      const [row] = await readPolicy(scope, {});
      return { strict: Number(row?.strict ?? 0) === 1 };
    },
    change: (scope, change, unit) => commands.run(scope, { ...unit, changes: toChanges(change) }),
    setPolicy(scope, { strict }, unit) {
      const row = { id: POLICY_ID, strict: strict ? 1 : 0 };
      return commands.run(scope, {
        ...unit,
        changes: [
          {
            build: (db) =>
              db
                .insertInto('schema_policy')
                .values(row)
                .onConflict((conflict) => conflict.column('id').doUpdateSet({ strict: row.strict })),
          },
        ],
      });
    },
  };
}

function selectTypes(db: Kysely<SchemaTables>) {
  return db
    .selectFrom('event_type')
    .innerJoin('event_schema', (join) => join.onRef('event_schema.type', '=', 'event_type.type').onRef('event_schema.version', '=', 'event_type.latest'))
    .selectAll('event_schema')
    .select(['event_type.compatibility', 'event_type.description']);
}

function toChanges({ type, compatibility, description, fromVersion, added }: TypeChange): readonly Change<SchemaTables>[] {
  const row = { type, compatibility, description: description ?? null, latest: added?.version ?? fromVersion };
  const guard = 'schema-version';
  const head: Change<SchemaTables> =
    fromVersion === 0
      ? { build: (db) => db.insertInto('event_type').values(row), expect: { rows: 1, guard } }
      : { build: (db) => db.updateTable('event_type').set(row).where('type', '=', type).where('latest', '=', fromVersion), expect: { rows: 1, guard } };
  if (added === undefined) return [head];
  const schema = toSchemaRow(added);
  return [head, { build: (db) => db.insertInto('event_schema').values(schema), expect: { rows: 1, guard } }];
}

function toSchemaRow({ type, version, document, registeredAtMs, principal }: EventSchema): EventSchemaRow {
  return { type, version, document: JSON.stringify(document), registered_at: registeredAtMs, principal };
}

function toSchema(row: EventSchemaRow): EventSchema {
  const { type, version, document, registered_at, principal } = row;
  return { type, version: Number(version), document: JSON.parse(document) as JsonObject, registeredAtMs: Number(registered_at), principal };
}

function toType(row: EventSchemaRow & Pick<EventTypeRow, 'compatibility' | 'description'>): EventType {
  const { type, compatibility, description } = row;
  return { type, compatibility, ...(description === null ? {} : { description }), latest: toSchema(row) };
}
