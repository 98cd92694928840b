import type { CommandOutcome } from '../../../platform/records/commands.ts';
import type { EventDraft } from '../../../platform/event-log/event-log.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { EventSchema, EventType, SchemaCompatibility, SchemaPolicy } from './schemas.ts';

/** What a command commits beside its changes. */
export interface CommandUnit {
  readonly commandId: string;
  readonly events: readonly EventDraft[];
}

/** A type as it is to be: with a new newest version, or with the one that it has. */
export interface TypeChange {
  readonly type: string;
  readonly compatibility: SchemaCompatibility;
  readonly description: string | undefined;
  /** The newest version before; 0 for a type that is new. A conflict when that is not so any more. */
  readonly fromVersion: number;
  /** Absent: the newest version stays. */
  readonly added?: EventSchema;
}

/** Where the schemas of each workspace are kept. */
export interface SchemaStore {
  /** Those of these types that have a schema. */
  types(scope: Scope, types: readonly string[]): Promise<readonly EventType[]>;
  /** By name, after `after`. */
  listTypes(scope: Scope, options: { after?: string; limit: number }): Promise<readonly EventType[]>;
  version(scope: Scope, type: string, version: number): Promise<EventSchema | undefined>;
  /** Newest first. */
  versions(scope: Scope, type: string, limit: number): Promise<readonly EventSchema[]>;
  policy(scope: Scope): Promise<SchemaPolicy>;
  change(scope: Scope, change: TypeChange, unit: CommandUnit): Promise<CommandOutcome>;
  setPolicy(scope: Scope, policy: SchemaPolicy, unit: CommandUnit): Promise<CommandOutcome>;
}

const PAGE = 500;

/** All types of the workspace that have a schema, by name. */
export async function readAllTypes(store: Pick<SchemaStore, 'listTypes'>, scope: Scope): Promise<readonly EventType[]> {
  const all: EventType[] = [];
  for (;;) {
    const after = all.at(-1)?.type;
    const page = await store.listTypes(scope, { limit: PAGE, ...(after === undefined ? {} : { after }) });
    all.push(...page);
    if (page.length < PAGE) return all;
  }
}
