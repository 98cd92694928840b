import { randomUUID } from 'node:crypto';
import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { EventDraft, Position } from '../../../platform/event-log/event-log.ts';
import type { Change, CommitOutcome, Records } from '../../../platform/records/records.ts';
import { CORE_SOURCE } from '../domain/agent-events.ts';
import { toToolName, type Registration, type RegistrationState } from '../domain/registration.ts';
import type { RegistrationStore } from '../domain/registration-store.ts';
import type { ServiceFact } from '../domain/service-fact.ts';
import type { CoreTables } from './core-tables.ts';

const CHECKPOINT = 'services';

/** Registrations in records, with the checkpoint of the reader that feeds them. */
export function createRecordsRegistrations(records: Records<CoreTables>): RegistrationStore {
  return {
    async list(scope) {
      return (await records.read(scope, (db) => db.selectFrom('core_registration').selectAll().orderBy('service_id'))).map(toRegistration);
    },
    async find(scope, serviceIds) {
      return (await records.read(scope, (db) => db.selectFrom('core_registration').selectAll().where('service_id', 'in', serviceIds))).map(toRegistration);
    },
    async checkpoint(scope) {
      const [row] = await records.read(scope, (db) => db.selectFrom('core_checkpoint').selectAll().where('name', '=', CHECKPOINT));
      return row?.position;
    },
    async follow(scope, { facts, from, to }, fence) {
      const changes = [...facts.map(toFactChange), toCheckpointChange(from, to)];
      assertCommitted(await records.commit(scope, { commandId: `core-follow/${to}`, isRemembered: false, changes, events: [], fence }));
    },
    async keepChecks(scope, { checked, changed }, fence) {
      const changes = checked.map(toCheckChange);
      assertCommitted(
        await records.commit(scope, { commandId: `core-check/${randomUUID()}`, isRemembered: false, changes, events: changed.map(toEvent), fence }),
      );
    },
  };
}

function assertCommitted(outcome: CommitOutcome): void {
  if (outcome.kind === 'conflict') throw new CodedError('CONFLICT', `another process follows the services now (${outcome.guard})`);
}

function toFactChange(fact: ServiceFact): Change<CoreTables> {
  if (fact.kind === 'deregistered') return { build: (db) => db.deleteFrom('core_registration').where('service_id', '=', fact.serviceId) };
  const { serviceId, name, version, description, url } = fact;
  const facts = { name, version, description, url };
  const unchecked = { state: 'PENDING', detail: null, checked_at: null };
  return {
    build: (db) =>
      db
        .insertInto('core_registration')
        .values({ service_id: serviceId, ...facts, ...unchecked })
        .onConflict((conflict) => conflict.column('service_id').doUpdateSet(facts)),
  };
}

function toCheckpointChange(from: Position | undefined, to: Position): Change<CoreTables> {
  if (from === undefined) return { build: (db) => db.insertInto('core_checkpoint').values({ name: CHECKPOINT, position: to }) };
  return {
    build: (db) => db.updateTable('core_checkpoint').set({ position: to }).where('name', '=', CHECKPOINT).where('position', '=', from),
    expect: { rows: 1, guard: 'the checkpoint of services' },
  };
}

function toCheckChange({ serviceId, state, detail, checkedAtMs }: Registration): Change<CoreTables> {
  return { build: (db) => db.updateTable('core_registration').set({ state, detail, checked_at: checkedAtMs }).where('service_id', '=', serviceId) };
}

function toEvent({ serviceId, toolName, state, detail }: Registration): EventDraft {
  return {
    id: randomUUID(),
    source: CORE_SOURCE,
    type: 'core.registration.changed',
    subject: `service/${serviceId}`,
    data: { serviceId, toolName, state, detail },
  };
}

function toRegistration(row: CoreTables['core_registration']): Registration {
  return {
    serviceId: row.service_id,
    name: row.name,
    version: row.version,
    description: row.description,
    url: row.url,
    toolName: toToolName(row.service_id),
    state: row.state as RegistrationState,
    detail: row.detail,
    checkedAtMs: row.checked_at === null ? null : Number(row.checked_at),
  };
}
