import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../../platform/clock/clock.ts';
import { badInput, CodedError, notFound } from '../../../../platform/errors/coded-error.ts';
import type { EventLog } from '../../../../platform/event-log/event-log.ts';
import { readPosition, toPosition } from '../../../../platform/event-log/position.ts';
import type { CommandOutcome, Receipt } from '../../../../platform/records/commands.ts';
import type { RequestIdentity, Scope } from '../../../../platform/request/scope.ts';
import { readCommandId } from '../command-id.ts';
import { toFailure, type Evaluator } from '../evaluator.ts';
import { toOwnEvent } from '../own-event.ts';
import type { ProjectionStore } from './projection-store.ts';
import {
  PROJECTION_EVENTS,
  readProjectionId,
  readProjectionTerms,
  toSkippedFilter,
  type Generation,
  type GenerationRole,
  type Projection,
  type ProjectionTerms,
} from './projection.ts';

interface Commanded {
  readonly commandId?: string | null | undefined;
}

/** What came of a command. */
export interface ProjectionDone {
  readonly projection: Projection;
  readonly receipt: Receipt;
  /** Of the generation that it began, unless it is a repeated command. */
  readonly begunId: string;
}

/** What changes projections. A command that is sent again under its id changes nothing and answers as repeated. */
export interface ProjectionCommands {
  /** Adds a projection, or replaces the terms of the one of this id; what they make is built from the log's beginning and read once it is whole. */
  save(identity: RequestIdentity, request: ProjectionTerms & Commanded & { id: string }): Promise<ProjectionDone>;
  /** Builds it anew beside what is read. */
  rebuild(identity: RequestIdentity, request: Commanded & { id: string }): Promise<ProjectionDone>;
  /** Builds it anew, only to compare. */
  check(identity: RequestIdentity, request: Commanded & { id: string }): Promise<ProjectionDone>;
  remove(identity: RequestIdentity, request: Commanded & { id: string }): Promise<{ id: string; receipt: Receipt }>;
  /** Builds every projection of the workspace anew. */
  rebuildAll(identity: RequestIdentity): Promise<void>;
}

const MAX_PROJECTIONS = 100;

interface Setup {
  readonly store: ProjectionStore;
  readonly log: EventLog;
  readonly evaluator: Evaluator;
  readonly clock: Clock;
  /** Told after each change. */
  readonly onChange: () => void;
  readonly newId?: () => string;
}

/** Makes the commands; `onChange` hears of each that may have given work. */
export function createProjectionCommands({ store, log, evaluator, clock, onChange, newId = randomUUID }: Setup): ProjectionCommands {
  async function readTerms(request: ProjectionTerms): Promise<ProjectionTerms> {
    const terms = readProjectionTerms(request);
    const fields = ['key', 'fold'] as const;
    const results = await evaluator.run(fields.map((field) => ({ kind: 'compile-expression', expression: terms[field] })));
    fields.forEach((field, index) => {
      if (results[index]?.kind === 'failed') throw badInput(`input.${field}`, `a JSONata expression (${toFailure(results[index])})`, terms[field]);
    });
    return terms;
  }

  /** A generation that has yet to look at all that the log keeps. */
  async function beginGeneration(scope: Scope, terms: ProjectionTerms, role: GenerationRole): Promise<Generation> {
    const upTo = await log.head(scope);
    const position = toPosition({ workspace: scope.workspace, epoch: 0, sequence: 0 });
    const skipped = toSkippedFilter(terms.pattern);
    const count = (filter: Parameters<EventLog['count']>[1]['filter'] & object) => log.count(scope, { filter, after: position, upTo });
    const total = (await count({ pattern: terms.pattern })) - (skipped === undefined ? 0 : await count(skipped));
    return { id: newId(), role, terms, position, examined: 0, applied: 0, failed: 0, entries: 0, total, activeMs: 0 };
  }

  async function answer(identity: RequestIdentity, { id, begunId }: { id: string; begunId: string }, outcome: CommandOutcome): Promise<ProjectionDone> {
    if (outcome.kind === 'conflict')
      throw new CodedError('CONFLICT', `the projection ${id} has changed meanwhile; look at it and try again`, { details: { id } });
    onChange();
    const projection = await store.find(identity, id);
    if (projection === undefined) throw notFound('projection', id);
    return { projection, receipt: outcome.receipt, begunId };
  }

  function toUnit(identity: RequestIdentity, what: string, { id, commandId, ...data }: { id: string; commandId: string } & Partial<ProjectionTerms>) {
    const cause = { commandId, nowMs: clock.now(), identity };
    return { commandId, events: [toOwnEvent(`${PROJECTION_EVENTS}.${what}`, cause, { subject: `event-projection/${id}`, data: { id, ...data } })] };
  }

  async function begin(identity: RequestIdentity, request: Commanded & { id: string }, how: { what: string; role: GenerationRole }): Promise<ProjectionDone> {
    const commandId = readCommandId(request.commandId, { newId, field: 'commandId' });
    const known = await store.find(identity, request.id);
    if (known === undefined) throw notFound('projection', request.id);
    const { id, version } = known;
    const terms = how.role === 'checking' ? (known.live?.terms ?? known.terms) : known.terms;
    const begins = await beginGeneration(identity, terms, how.role);
    const outcome = await store.change(identity, { id, version, atMs: clock.now(), begins }, toUnit(identity, how.what, { id, commandId }));
    return answer(identity, { id, begunId: begins.id }, outcome);
  }

  return {
    async save(identity, { id: given, commandId: givenCommand, ...request }) {
      const id = readProjectionId(given);
      const commandId = readCommandId(givenCommand, { newId, field: 'input.commandId' });
      const terms = await readTerms(request);
      const known = await store.find(identity, id);
      const atMs = clock.now();
      const begins = await beginGeneration(identity, terms, 'building');
      const unit = toUnit(identity, 'saved', { id, commandId, ...terms });
      const begun = { id, begunId: begins.id };
      if (known !== undefined) return answer(identity, begun, await store.change(identity, { id, version: known.version, atMs, terms, begins }, unit));
      if ((await store.list(identity)).length >= MAX_PROJECTIONS) throw badInput('input.id', `at most ${MAX_PROJECTIONS} projections in a workspace`);
      return answer(identity, begun, await store.add(identity, { id, terms, version: 1, building: begins, createdAtMs: atMs, updatedAtMs: atMs }, unit));
    },
    rebuild: (identity, request) => begin(identity, request, { what: 'rebuilding', role: 'building' }),
    check: (identity, request) => begin(identity, request, { what: 'checking', role: 'checking' }),
    async remove(identity, request) {
      const commandId = readCommandId(request.commandId, { newId, field: 'commandId' });
      const { id } = request;
      const outcome = await store.remove(identity, id, toUnit(identity, 'deleted', { id, commandId }));
      if (outcome.kind === 'conflict') throw notFound('projection', id);
      onChange();
      return { id, receipt: outcome.receipt };
    },
    async rebuildAll(identity) {
      for (const { id } of await store.list(identity)) await begin(identity, { id }, { what: 'rebuilding', role: 'building' });
    },
  };
}

/** How many events of the pattern lie between what has been applied and `upTo`; 0 before there is anything to read. */
export async function countUnapplied(log: EventLog, scope: Scope, { live, upTo }: { live: Generation | undefined; upTo: string }): Promise<number> {
  const { pattern } = live?.terms ?? { pattern: '**' };
  readPosition(upTo, scope.workspace, 'minPosition');
  const after = live?.position ?? toPosition({ workspace: scope.workspace, epoch: 0, sequence: 0 });
  const skipped = toSkippedFilter(pattern);
  const all = await log.count(scope, { filter: { pattern }, after, upTo });
  return skipped === undefined ? all : all - (await log.count(scope, { filter: skipped, after, upTo }));
}
