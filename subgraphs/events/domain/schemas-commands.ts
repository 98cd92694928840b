import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../../platform/clock/clock.ts';
import { badInput, CodedError } from '../../../platform/errors/coded-error.ts';
import type { JsonValue } from '../../../platform/json/json-value.ts';
import type { CommandOutcome, Receipt } from '../../../platform/records/commands.ts';
import type { RequestIdentity } from '../../../platform/request/scope.ts';
import type { Evaluator } from './evaluator.ts';
import { readCommandId } from './command-id.ts';
import { readEventType } from './publication.ts';
import { findSchemaProblems, type SchemaProblem } from './schemas-compatibility.ts';
import { toPolicyEvent, toSchemaEvent } from './schemas-events.ts';
import { readSchemaDocument } from './schemas-document.ts';
import type { SchemaStore } from './schemas-store.ts';
import type { EventType, SchemaCompatibility, SchemaPolicy } from './schemas.ts';

/** What someone asks to register; null and absent both mean: not given. */
export interface SchemaRequest {
  readonly type: string;
  readonly schema: JsonValue;
  readonly compatibility?: SchemaCompatibility | null | undefined;
  readonly description?: string | null | undefined;
  readonly commandId?: string | null | undefined;
}

/** What would come of registering a schema. */
export interface SchemaCheck {
  readonly version: number;
  readonly problems: readonly SchemaProblem[];
}

/** What changes the registry. A command that is sent again under its id changes nothing and answers as repeated. */
export interface SchemaCommands {
  /** Throws BAD_USER_INPUT for a schema that cannot be used, CONFLICT with `details.problems` for one that does not get on with the version before. */
  register(identity: RequestIdentity, request: SchemaRequest): Promise<{ eventType: EventType; receipt: Receipt }>;
  /** As `register`, changing nothing and answering the problems. */
  check(identity: RequestIdentity, request: SchemaRequest): Promise<SchemaCheck>;
  setPolicy(identity: RequestIdentity, request: SchemaPolicy & { commandId?: string | null | undefined }): Promise<{ policy: SchemaPolicy; receipt: Receipt }>;
}

const MAX_DESCRIPTION = 1_000;

interface Setup {
  readonly store: SchemaStore;
  readonly evaluator: Evaluator;
  readonly clock: Clock;
  readonly newId?: () => string;
}

/** Makes the commands. Each throws BAD_USER_INPUT that names the field, or CONFLICT. */
export function createSchemaCommands({ store, evaluator, clock, newId = randomUUID }: Setup): SchemaCommands {
  async function prepare(identity: RequestIdentity, request: SchemaRequest, path: string) {
    const type = readEventType(request.type, `${path}type`);
    const document = await readSchemaDocument(request.schema, { evaluator, field: `${path}schema` });
    const [known] = await store.types(identity, [type]);
    const compatibility = request.compatibility ?? known?.compatibility ?? 'BACKWARD';
    const isNew = known === undefined || !isDeepStrictEqual(known.latest.document, document);
    const problems = known === undefined || !isNew ? [] : findSchemaProblems(compatibility, { before: known.latest.document, after: document });
    const version = (known?.latest.version ?? 0) + (isNew ? 1 : 0);
    return { type, document, known, compatibility, isNew, problems, version };
  }

  return {
    async check(identity, request) {
      const { version, problems } = await prepare(identity, request, '');
      return { version, problems };
    },
    async register(identity, request) {
      const commandId = readCommandId(request.commandId, { newId, field: 'input.commandId' });
      const { type, document, known, compatibility, isNew, problems, version } = await prepare(identity, request, 'input.');
      const description = readDescription(request.description) ?? known?.description;
      if (problems.length > 0) throw incompatible(type, { compatibility, problems });
      const registeredAtMs = clock.now();
      const added = isNew ? { type, version, document, registeredAtMs, principal: identity.principal } : undefined;
      const change = { type, compatibility, description, fromVersion: known?.latest.version ?? 0, ...(added === undefined ? {} : { added }) };
      const event = toSchemaEvent({ type, version, compatibility, description, document }, { commandId, nowMs: registeredAtMs, identity });
      const receipt = readReceipt(await store.change(identity, change, { commandId, events: [event] }), type);
      const [eventType] = await store.types(identity, [type]);
      if (eventType === undefined) throw new CodedError('CONFLICT', `the command id ${commandId} was used for something else`, { field: 'input.commandId' });
      return { eventType, receipt };
    },
    async setPolicy(identity, { strict, ...request }) {
      const commandId = readCommandId(request.commandId, { newId, field: 'input.commandId' });
      const events = [toPolicyEvent({ strict }, { commandId, nowMs: clock.now(), identity })];
      const receipt = readReceipt(await store.setPolicy(identity, { strict }, { commandId, events }), 'policy');
      return { policy: await store.policy(identity), receipt };
    },
  };
}

function readReceipt(outcome: CommandOutcome, what: string): Receipt {
  if (outcome.kind === 'committed') return outcome.receipt;
  throw new CodedError('CONFLICT', `the schema of ${what} has changed meanwhile; look at it and try again`, { details: { reason: 'VERSION' } });
}

function readDescription(description: string | null | undefined): string | undefined {
  if (description === undefined || description === null) return undefined;
  if (description.length > MAX_DESCRIPTION) throw badInput('input.description', `at most ${MAX_DESCRIPTION} characters`, `${description.length}`);
  return description;
}

function incompatible(type: string, found: { compatibility: SchemaCompatibility; problems: readonly SchemaProblem[] }): CodedError {
  const { compatibility, problems } = found;
  const [first] = problems;
  const example = first === undefined ? '' : `${first.path || 'the data'} ${first.reason} (${first.direction})`;
  const message = `the schema of ${type} is not ${compatibility} compatible with the version before: ${example}`;
  return new CodedError('CONFLICT', message, { field: 'input.schema', details: { reason: 'INCOMPATIBLE', compatibility, problems } });
}
