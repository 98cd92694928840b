import type { EventDraft, Position } from '../../../platform/event-log/event-log.ts';
import type { CommandOutcome } from '../../../platform/records/commands.ts';
import type { LeaseToken } from '../../../platform/records/records.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { NewDelivery } from './deliveries/delivery.ts';
import type { RoutingFault, RoutingRule, RoutingTerms } from './routing.ts';
import type { CommandUnit } from './schemas-store.ts';
import type { SideEffect, Suppression } from './side-effects.ts';

/** How far a rule has come; committed together with what it did. */
export interface RoutingProgress {
  readonly position: Position;
  readonly routed: number;
  readonly failed: number;
  readonly suppressed: number;
  readonly lastFault: RoutingFault | undefined;
}

/** What a rule did, and how far it has come by it. */
export interface RoutingStep {
  readonly progress: RoutingProgress;
  readonly events: readonly EventDraft[];
  readonly effects: readonly SideEffect[];
  readonly suppressions: readonly Suppression[];
  /** What enters a queue; a queue that has no room makes the step fail. */
  readonly messages?: { readonly queue: string; readonly maxDepth: number; readonly deliveries: readonly NewDelivery[] };
  readonly fence: LeaseToken;
}

/** Where rules and the effects of their deliveries are kept. */
export interface RoutingStore {
  rules(scope: Scope): Promise<readonly RoutingRule[]>;
  rule(scope: Scope, id: string): Promise<RoutingRule | undefined>;
  /** The enabled rules of all workspaces. */
  enabledRules(): Promise<readonly { readonly workspace: string; readonly id: string }[]>;
  /** Adds a rule; a conflict when the id is taken. */
  add(scope: Scope, rule: RoutingRule, unit: CommandUnit): Promise<CommandOutcome>;
  /** Changes a rule that is at `version`; a conflict when it is not any more. */
  change(
    scope: Scope,
    change: { id: string; version: number; terms?: RoutingTerms; enabled?: boolean; position?: Position; atMs: number },
    unit: CommandUnit,
  ): Promise<CommandOutcome>;
  remove(scope: Scope, id: string, unit: CommandUnit): Promise<CommandOutcome>;
  /** Commits what a rule at `version` did: false when someone changed the rule, a queue is full, or another holds the lease. */
  advance(scope: Scope, rule: Pick<RoutingRule, 'id' | 'version'>, step: RoutingStep): Promise<boolean>;
  /** How many messages the queue may hold; undefined when there is none of this name. */
  queueLimit(scope: Scope, name: string): Promise<number | undefined>;
  /** Those of these effects that have happened. */
  effects(scope: Scope, keys: readonly string[]): Promise<readonly SideEffect[]>;
}
