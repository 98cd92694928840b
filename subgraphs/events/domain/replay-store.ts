import type { EventDraft } from '../../../platform/event-log/event-log.ts';
import type { CommandOutcome } from '../../../platform/records/commands.ts';
import type { LeaseToken } from '../../../platform/records/records.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { Replay, ReplayProgress, ReplayState } from './replay.ts';
import type { CommandUnit } from './schemas-store.ts';
import type { SideEffect, Suppression } from './side-effects.ts';

/** What a replay did, and how far it has come by it. */
export interface ReplayStep {
  readonly progress: ReplayProgress;
  readonly events: readonly EventDraft[];
  readonly effects: readonly SideEffect[];
  readonly suppressions: readonly Suppression[];
  readonly fence: LeaseToken;
}

/** Where replays are kept. */
export interface ReplayStore {
  replay(scope: Scope, id: string): Promise<Replay | undefined>;
  /** Newest first. */
  list(scope: Scope, limit: number): Promise<readonly Replay[]>;
  /** The running replays of all workspaces. */
  running(): Promise<readonly { readonly workspace: string; readonly id: string }[]>;
  add(scope: Scope, replay: Replay, unit: CommandUnit): Promise<CommandOutcome>;
  /** Puts a replay from one of these states into another; a conflict when it is in none of them. */
  move(scope: Scope, move: { id: string; from: readonly ReplayState[]; to: ReplayState; finishedAtMs?: number }, unit: CommandUnit): Promise<CommandOutcome>;
  /** Commits what was done whatever state the replay is in by now, so that no effect is forgotten; false when another holds the lease. */
  advance(scope: Scope, id: string, step: ReplayStep): Promise<boolean>;
  /** Ends a running replay; false when it is not running any more, or another holds the lease. */
  finish(scope: Scope, id: string, end: { finishedAtMs: number; events: readonly EventDraft[]; fence: LeaseToken }): Promise<boolean>;
  /** What a replay left undone, oldest first; with `onlyDiffering` what would be done otherwise now. */
  suppressions(scope: Scope, replayId: string, options: { onlyDiffering: boolean; limit: number }): Promise<readonly Suppression[]>;
  effects(scope: Scope, keys: readonly string[]): Promise<readonly SideEffect[]>;
}
