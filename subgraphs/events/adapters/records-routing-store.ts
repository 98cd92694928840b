import { randomUUID } from 'node:crypto';
import type { Change } from '../../../platform/records/records.ts';
import type { RecordsKit } from '../../../platform/subgraph/host.ts';
import { toLineId, type LineSettings } from '../domain/deliveries/delivery.ts';
import type { RoutingStep, RoutingStore } from '../domain/routing-store.ts';
import type { RoutingFault, RoutingRule, RoutingTarget, RoutingTerms } from '../domain/routing.ts';
import { toChanges } from './delivery-changes.ts';
import type { DeliveryTables } from './delivery-tables.ts';
import { toEffectChanges, toSuppressionChanges } from './effect-changes.ts';
import { readEffects } from './read-effects.ts';
import type { RoutingRuleRow, RoutingTables } from './routing-tables.ts';

type Tables = RoutingTables & DeliveryTables;

const GUARD = 'rule-version';

/** The rules over the records port. */
export function createRecordsRoutingStore<DB extends Tables>(kit: Pick<RecordsKit<DB>, 'records' | 'commands'>): RoutingStore {
  // The other tables of the subgraph are of no interest here.
  const { records, commands } = kit as unknown as Pick<RecordsKit<Tables>, 'records' | 'commands'>;
  return {
    async rules(scope) {
      return (await records.read(scope, (db) => db.selectFrom('routing_rule').selectAll().orderBy('name').orderBy('id'))).map(toRule);
    },
    async rule(scope, id) {
      const [row] = await records.read(scope, (db) => db.selectFrom('routing_rule').selectAll().where('id', '=', id));
      return row === undefined ? undefined : toRule(row);
    },
    async enabledRules() {
      return records.readEverywhere((db) => db.selectFrom('routing_rule').select(['workspace', 'id']).where('enabled', '=', 1));
    },
    add: (scope, rule, unit) =>
      commands.run(scope, { ...unit, changes: [{ build: (db) => db.insertInto('routing_rule').values(toRow(rule)), expect: { rows: 1, guard: GUARD } }] }),
    change(scope, { id, version, terms, enabled, position, atMs }, unit) {
      const set = {
        version: version + 1,
        updated_at: atMs,
        ...(terms === undefined ? {} : toTermColumns(terms)),
        ...(enabled === undefined ? {} : { enabled: enabled ? 1 : 0 }),
        ...(position === undefined ? {} : { position }),
      };
      return commands.run(scope, {
        ...unit,
        changes: [
          { build: (db) => db.updateTable('routing_rule').set(set).where('id', '=', id).where('version', '=', version), expect: { rows: 1, guard: GUARD } },
        ],
      });
    },
    remove: (scope, id, unit) =>
      commands.run(scope, { ...unit, changes: [{ build: (db) => db.deleteFrom('routing_rule').where('id', '=', id), expect: { rows: 1, guard: GUARD } }] }),
    async advance(scope, { id, version }, { progress, events, effects, suppressions, messages, fence }) {
      const { position, routed, failed, suppressed, lastFault } = progress;
      const set = { position, routed, failed, suppressed, last_fault: lastFault === undefined ? null : JSON.stringify(lastFault) };
      const outcome = await records.commit(scope, {
        commandId: randomUUID(),
        isRemembered: false,
        events,
        fence,
        changes: [
          ...toQueueChanges(messages),
          { build: (db) => db.updateTable('routing_rule').set(set).where('id', '=', id).where('version', '=', version), expect: { rows: 1, guard: GUARD } },
          ...toEffectChanges(effects),
          ...toSuppressionChanges(suppressions),
        ],
      });
      return outcome.kind !== 'conflict';
    },
    async queueLimit(scope, name) {
      const [row] = await records.read(scope, (db) => db.selectFrom('line').select('settings').where('id', '=', toLineId('queue', name)));
      return row === undefined ? undefined : (JSON.parse(row.settings) as LineSettings).maxLength;
    },
    effects: (scope, keys) => readEffects(records, scope, keys),
  };
}

// Like everything that enters a queue: the line's own row first, so that such units take turns.
function toQueueChanges(messages: RoutingStep['messages']): readonly Change<Tables>[] {
  if (messages === undefined) return [];
  const lineId = toLineId('queue', messages.queue);
  const { deliveries, maxDepth } = messages;
  const count = deliveries.length;
  const turn = { depthBy: count, places: count, enqueued: count, maxDepth };
  return [...toChanges({ kind: 'turn', lineId, turn }), ...toChanges({ kind: 'insert', lineId, deliveries })];
}

function toTermColumns({ name, pattern, condition, target }: RoutingTerms) {
  return { name, pattern, condition_text: condition ?? null, target: JSON.stringify(target) };
}

function toRow(rule: RoutingRule): RoutingRuleRow {
  return {
    ...toTermColumns(rule),
    id: rule.id,
    enabled: rule.enabled ? 1 : 0,
    version: rule.version,
    position: rule.position,
    routed: rule.routed,
    failed: rule.failed,
    suppressed: rule.suppressed,
    last_fault: rule.lastFault === undefined ? null : JSON.stringify(rule.lastFault),
    created_at: rule.createdAtMs,
    updated_at: rule.updatedAtMs,
  };
}

function toRule(row: RoutingRuleRow): RoutingRule {
  return {
    id: row.id,
    name: row.name,
    pattern: row.pattern,
    ...(row.condition_text === null ? {} : { condition: row.condition_text }),
    target: JSON.parse(row.target) as RoutingTarget,
    enabled: Number(row.enabled) === 1,
    version: Number(row.version),
    position: row.position,
    routed: Number(row.routed),
    failed: Number(row.failed),
    suppressed: Number(row.suppressed),
    ...(row.last_fault === null ? {} : { lastFault: JSON.parse(row.last_fault) as RoutingFault }),
    createdAtMs: Number(row.created_at),
    updatedAtMs: Number(row.updated_at),
  };
}
