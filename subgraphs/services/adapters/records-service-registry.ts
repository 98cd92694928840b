import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { Commands } from '../../../platform/records/commands.ts';
import type { Change, Records } from '../../../platform/records/records.ts';
import { createUnknownHealth } from '../domain/health.ts';
import type { ServiceFilter, ServiceRegistry } from '../domain/service-registry.ts';
import type { Registration } from '../domain/service.ts';
import type { ServiceTables } from './records-tables.ts';
import { toHealthColumns, toService, toServiceRow } from './service-rows.ts';

const ID_TAKEN = 'service-id-is-free';
const NOT_THERE = 'service-exists';
const REGISTRATION_GONE = 'registration-exists';

/** The registry in this subgraph's own records. */
export function createRecordsServiceRegistry({ records, commands }: { records: Records<ServiceTables>; commands: Commands<ServiceTables> }): ServiceRegistry {
  return {
    async find(scope, ids) {
      if (ids.length === 0) return [];
      return (await records.read(scope, (db) => selectServices(db).where('service.id', 'in', [...new Set(ids)]))).map(toService);
    },
    async list(scope, { filter, after, limit }) {
      const rows = await records.read(scope, (db) => {
        const matching = whereMatches(selectServices(db), db, filter).orderBy('service.registered_at').orderBy('service.id').limit(limit);
        if (after === undefined) return matching;
        const { registeredAt, id } = after;
        return matching.where(({ or, and, eb }) =>
          or([eb('service.registered_at', '>', registeredAt), and([eb('service.registered_at', '=', registeredAt), eb('service.id', '>', id)])]),
        );
      });
      return rows.map(toService);
    },
    async count(scope, filter) {
      const [row] = await records.read(scope, (db) => whereMatches(joinHealth(db), db, filter).select(({ fn }) => fn.countAll<number>().as('total')));
      return Number(row?.total ?? 0);
    },
    add: (scope, registration, command) => commands.run(scope, { ...command, changes: toAdditions(registration) }),
    remove: (scope, id, command) =>
      commands.run(scope, {
        ...command,
        changes: [
          { build: (db) => db.deleteFrom('service').where('id', '=', id), expect: { rows: 1, guard: NOT_THERE } },
          { build: (db) => db.deleteFrom('service_health').where('service_id', '=', id) },
          { build: (db) => db.deleteFrom('service_label').where('service_id', '=', id) },
        ],
      }),
    async recordHealth(scope, { serviceId, registration, health, lease, commandId, events }) {
      const outcome = await records.commit(scope, {
        commandId,
        isRemembered: false,
        events,
        fence: lease,
        changes: [
          {
            build: (db) =>
              db.updateTable('service_health').set(toHealthColumns(health)).where('service_id', '=', serviceId).where('registration', '=', registration),
            expect: { rows: 1, guard: REGISTRATION_GONE },
          },
        ],
      });
      if (outcome.kind !== 'conflict') return 'recorded';
      return outcome.guard === REGISTRATION_GONE ? 'gone' : 'superseded';
    },
    async probed() {
      const rows = await records.readEverywhere((db) =>
        db.selectFrom('service').select(['workspace', 'id', 'registration']).where('check_protocol', 'is not', null),
      );
      return rows.map(({ workspace, id, registration }) => ({ workspace, serviceId: id, registration }));
    },
  };
}

function joinHealth(db: Kysely<ServiceTables>) {
  return db.selectFrom('service').innerJoin('service_health', 'service_health.service_id', 'service.id');
}

function selectServices(db: Kysely<ServiceTables>) {
  return joinHealth(db)
    .selectAll('service')
    .select(['service_health.status', 'service_health.since', 'service_health.failures', 'service_health.answers', 'service_health.probes']);
}

function whereMatches<Row>(
  query: SelectQueryBuilder<ServiceTables, 'service' | 'service_health', Row>,
  db: Kysely<ServiceTables>,
  filter: ServiceFilter,
): SelectQueryBuilder<ServiceTables, 'service' | 'service_health', Row> {
  const { status, tags = [], capability, version, name } = filter;
  const labels = [
    ...tags.map((label) => ({ kind: 'tag' as const, label })),
    ...(capability === undefined ? [] : [{ kind: 'capability' as const, label: capability }]),
  ];
  const labelled = labels.reduce(
    (narrowed, { kind, label }) =>
      narrowed.where(
        'service.id',
        'in',
        db.selectFrom('service_label').select('service_label.service_id').where('service_label.kind', '=', kind).where('service_label.label', '=', label),
      ),
    query,
  );
  return labelled
    .$if(status !== undefined, (narrowed) => narrowed.where('service_health.status', '=', status ?? 'UNKNOWN'))
    .$if(version !== undefined, (narrowed) => narrowed.where('service.version', '=', version ?? ''))
    .$if(name !== undefined, (narrowed) => narrowed.where('service.name', '=', name ?? ''));
}

function toAdditions(registration: Registration): readonly Change<ServiceTables>[] {
  const { id, tags, capabilities } = registration;
  const labels = [
    ...tags.map((label) => ({ service_id: id, kind: 'tag' as const, label })),
    ...capabilities.map((label) => ({ service_id: id, kind: 'capability' as const, label })),
  ];
  const health = { service_id: id, registration: registration.registration, ...toHealthColumns(createUnknownHealth(registration.registeredAt)) };
  return [
    { build: (db) => db.insertInto('service').values(confined(toServiceRow(registration))), expect: { rows: 1, guard: ID_TAKEN } },
    { build: (db) => db.insertInto('service_health').values(confined(health)) },
    ...(labels.length === 0 ? [] : [{ build: (db: Kysely<ServiceTables>) => db.insertInto('service_label').values(labels.map(confined)) }]),
  ];
}

// The port adds the workspace to every row; the tables' types ask for it here.
function confined<Row extends object>(row: Row): Row & { workspace: string } {
  return row as Row & { workspace: string };
}
