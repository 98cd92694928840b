import type { EventDraft, Position } from '../../../../platform/event-log/event-log.ts';
import type { JsonValue } from '../../../../platform/json/json-value.ts';
import type { CommandOutcome } from '../../../../platform/records/commands.ts';
import type { LeaseToken } from '../../../../platform/records/records.ts';
import type { Scope } from '../../../../platform/request/scope.ts';
import type { CommandUnit } from '../schemas-store.ts';
import type { Generation, Projection, ProjectionCheck, ProjectionEntry, ProjectionTerms } from './projection.ts';

/** What came of a page of events. */
export interface ProjectionStep {
  readonly progress: Pick<Generation, 'position' | 'examined' | 'applied' | 'failed' | 'entries' | 'lastFault' | 'activeMs'>;
  /** Entries as they are now; `state` undefined: gone. */
  readonly changed: readonly { readonly key: string; readonly state: JsonValue | undefined; readonly position: Position }[];
  readonly events: readonly EventDraft[];
  readonly fence: LeaseToken;
}

/** A command on a projection that is at `version`; a conflict when it is not any more. */
export interface ProjectionChange {
  readonly id: string;
  readonly version: number;
  readonly atMs: number;
  readonly terms?: ProjectionTerms;
  /** Takes the place of one with the same role, which becomes old. */
  readonly begins: Generation;
}

/** Where projections, their generations and entries are kept. */
export interface ProjectionStore {
  /** By id. */
  list(scope: Scope): Promise<readonly Projection[]>;
  find(scope: Scope, id: string): Promise<Projection | undefined>;
  /** What has generations, in all workspaces. */
  all(): Promise<readonly { readonly workspace: string; readonly id: string }[]>;
  add(scope: Scope, projection: Projection, unit: CommandUnit): Promise<CommandOutcome>;
  change(scope: Scope, change: ProjectionChange, unit: CommandUnit): Promise<CommandOutcome>;
  remove(scope: Scope, id: string, unit: CommandUnit): Promise<CommandOutcome>;
  /** Commits what was applied to a generation that still has its role; false when it has not, or another holds the lease. */
  advance(scope: Scope, generation: Pick<Generation, 'id' | 'role'>, step: ProjectionStep): Promise<boolean>;
  /** Puts the building generation in the place of the live one, at once; false as `advance`. */
  swap(scope: Scope, projection: Projection, end: { events: readonly EventDraft[]; fence: LeaseToken }): Promise<boolean>;
  /** Keeps what a check found, and makes its generation old; false as `advance`. */
  finishCheck(scope: Scope, projection: Projection, end: { check: ProjectionCheck; events: readonly EventDraft[]; fence: LeaseToken }): Promise<boolean>;
  /** Removes some of what old generations of the projection hold; true when there is more. */
  clean(scope: Scope, id: string, fence: LeaseToken): Promise<boolean>;
  /** Those of these entries that there are. */
  entries(scope: Scope, generation: string, keys: readonly string[]): Promise<readonly ProjectionEntry[]>;
  /** By key. */
  listEntries(scope: Scope, generation: string, slice: { after: string | undefined; limit: number }): Promise<readonly ProjectionEntry[]>;
}
