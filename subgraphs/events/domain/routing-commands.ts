import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../platform/clock/clock.ts';
import { badInput, CodedError, notFound } from '../../../platform/errors/coded-error.ts';
import type { EventLog } from '../../../platform/event-log/event-log.ts';
import type { CommandOutcome, Receipt } from '../../../platform/records/commands.ts';
import type { RequestIdentity } from '../../../platform/request/scope.ts';
import { readCommandId } from './command-id.ts';
import type { Evaluator } from './evaluator.ts';
import { toOwnEvent, type OwnEventCause } from './own-event.ts';
import { assertCondition } from './routing-condition.ts';
import type { RoutingStore } from './routing-store.ts';
import { tryRoutingTerms, type RoutingTrial } from './routing-trial.ts';
import { readRoutingTerms, type RoutingRequest, type RoutingRule } from './routing.ts';

interface Commanded {
  readonly commandId?: string | null | undefined;
}

/** What changes the rules. A command that is sent again under its id changes nothing and answers as repeated. */
export interface RoutingCommands {
  /** Adds a rule, or changes the one of this id. It takes the events that come from then on; a changed one goes on where it stands. */
  save(identity: RequestIdentity, request: RoutingRequest & Commanded & { id?: string | null | undefined }): Promise<{ rule: RoutingRule; receipt: Receipt }>;
  /** A rule that is enabled again goes on with what comes from then on, or with what it missed. Throws NOT_FOUND. */
  enable(identity: RequestIdentity, request: Commanded & { id: string; enabled: boolean; catchUp: boolean }): Promise<{ rule: RoutingRule; receipt: Receipt }>;
  remove(identity: RequestIdentity, request: Commanded & { id: string }): Promise<{ id: string; receipt: Receipt }>;
  /** What a rule of these terms would have done with the newest `last` events. */
  test(identity: RequestIdentity, request: RoutingRequest, last: number): Promise<RoutingTrial>;
}

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

interface Setup {
  readonly store: RoutingStore;
  readonly log: EventLog;
  readonly evaluator: Evaluator;
  readonly clock: Clock;
  /** Told after each change. */
  readonly onChange: () => void;
  readonly newId?: () => string;
}

/** Makes the commands; `onChange` hears of each that may have given work. */
export function createRoutingCommands({ store, log, evaluator, clock, onChange, newId = randomUUID }: Setup): RoutingCommands {
  async function readRequest(request: RoutingRequest, path: string) {
    const terms = readRoutingTerms(request, path);
    await assertCondition(terms.condition, { evaluator, field: `${path}.condition` });
    return terms;
  }

  function begin(identity: RequestIdentity, request: Commanded, field: string): OwnEventCause {
    return { commandId: readCommandId(request.commandId, { newId, field }), nowMs: clock.now(), identity };
  }

  async function answer(identity: RequestIdentity, id: string, outcome: CommandOutcome): Promise<{ rule: RoutingRule; receipt: Receipt }> {
    if (outcome.kind === 'conflict') throw new CodedError('CONFLICT', `the rule ${id} has changed meanwhile; look at it and try again`, { details: { id } });
    onChange();
    const rule = await store.rule(identity, id);
    if (rule === undefined) throw notFound('routing rule', id);
    return { rule, receipt: outcome.receipt };
  }

  return {
    async save(identity, request) {
      const cause = begin(identity, request, 'input.commandId');
      const { commandId, nowMs } = cause;
      const id = request.id ?? commandId;
      if (!ID.test(id)) throw badInput('input.id', '1 to 100 letters, digits or ._-, beginning with a letter or digit', id);
      const terms = await readRequest(request, 'input');
      if (terms.target.kind === 'queue' && (await store.queueLimit(identity, terms.target.name)) === undefined) {
        throw notFound('queue', terms.target.name, 'input.target.queue.name');
      }
      const known = await store.rule(identity, id);
      const { condition = null, ...told } = { ...terms, target: { ...terms.target } };
      const unit = { commandId, events: [toOwnEvent('event.rule.saved', cause, { subject: `event-rule/${id}`, data: { id, condition, ...told } })] };
      if (known !== undefined) return answer(identity, id, await store.change(identity, { id, version: known.version, terms, atMs: nowMs }, unit));
      const position = await log.head(identity);
      const counts = { routed: 0, failed: 0, suppressed: 0 };
      const rule = { ...terms, ...counts, id, enabled: true, version: 1, position, createdAtMs: nowMs, updatedAtMs: nowMs };
      return answer(identity, id, await store.add(identity, rule, unit));
    },
    async enable(identity, { id, enabled, catchUp, ...request }) {
      const cause = begin(identity, request, 'commandId');
      const known = await store.rule(identity, id);
      if (known === undefined) throw notFound('routing rule', id);
      const skips = enabled && !known.enabled && !catchUp;
      const change = { id, version: known.version, enabled, atMs: cause.nowMs, ...(skips ? { position: await log.head(identity) } : {}) };
      const events = [toOwnEvent('event.rule.enabled', cause, { subject: `event-rule/${id}`, data: { id, enabled } })];
      return answer(identity, id, await store.change(identity, change, { commandId: cause.commandId, events }));
    },
    async remove(identity, { id, ...request }) {
      const cause = begin(identity, request, 'commandId');
      const events = [toOwnEvent('event.rule.deleted', cause, { subject: `event-rule/${id}`, data: { id } })];
      const outcome = await store.remove(identity, id, { commandId: cause.commandId, events });
      if (outcome.kind === 'conflict') throw notFound('routing rule', id);
      onChange();
      return { id, receipt: outcome.receipt };
    },
    async test(identity, request, last) {
      return tryRoutingTerms(identity, await readRequest(request, 'rule'), { log, evaluator, last });
    },
  };
}
