import type { Durability, EventDraft, Position } from '../../../../platform/event-log/event-log.ts';
import type { JsonValue } from '../../../../platform/json/json-value.ts';
import type { CommandOutcome } from '../../../../platform/records/commands.ts';
import type { Scope } from '../../../../platform/request/scope.ts';
import type { DeadFacts, Delivery, DeliveryError, Line, LineKind, LineSettings, LogGap, NewDelivery, Webhook } from './delivery.ts';
import type { EventKey } from '../event-copy.ts';

/** A pattern whose events enter a queue. */
export interface QueueBinding {
  readonly lineId: string;
  readonly pattern: string;
  readonly priority: number;
  /** Only events after it are taken. */
  readonly fromPosition: Position;
}

/** A call of a webhook and what came of it. */
export interface PushAttempt {
  readonly id: string;
  readonly deliveryId: string;
  readonly attempt: number;
  readonly atMs: number;
  readonly durationMs: number;
  readonly status: number | undefined;
  readonly error: string | undefined;
}

/** A claim as its holder proves it. */
export interface Claimed {
  readonly id: string;
  readonly claim: string;
}

/**
 * One step of a unit of work. A step that does not find what it expects makes the whole unit a conflict, named by its
 * guard. A unit that adds, removes or reorders deliveries begins with `turn`, so that such units come one after another.
 */
export type LineChange =
  | { readonly kind: 'create-line'; readonly line: Line }
  | { readonly kind: 'delete-line'; readonly lineId: string }
  | { readonly kind: 'set-paused'; readonly lineId: string; readonly paused: boolean }
  | { readonly kind: 'set-push'; readonly lineId: string; readonly push: Webhook | undefined }
  | { readonly kind: 'turn'; readonly lineId: string; readonly turn: Turn }
  | { readonly kind: 'seek'; readonly lineId: string; readonly position: Position | null; readonly atMs: number }
  /** Refuses unless the settings are still those that were seen (guard `settings`). */
  | { readonly kind: 'set-settings'; readonly lineId: string; readonly seen: LineSettings; readonly settings: LineSettings }
  /** A consumer asked: the log's retention waits for the line again if it is to. */
  | { readonly kind: 'note-active'; readonly lineId: string; readonly atMs: number; readonly required: boolean }
  /** No consumer has asked for too long; a conflict when one has asked since `activeAtMs`. */
  | { readonly kind: 'lapse'; readonly lineId: string; readonly activeAtMs: number }
  | { readonly kind: 'count-sources'; readonly lineId: string; readonly counts: readonly SourceCounts[] }
  /** At the last places, which the unit's `turn` took. */
  | { readonly kind: 'insert'; readonly lineId: string; readonly deliveries: readonly NewDelivery[] }
  | { readonly kind: 'claim'; readonly lineId: string; readonly ids: readonly string[]; readonly by: ClaimTerms }
  /** Claims those of the last so many places that are heads and due. */
  | { readonly kind: 'claim-inserted'; readonly lineId: string; readonly count: number; readonly by: ClaimTerms }
  | { readonly kind: 'remove-claimed'; readonly lineId: string; readonly claimed: readonly Claimed[] }
  | { readonly kind: 'retry'; readonly lineId: string; readonly claimed: Claimed; readonly dueAtMs: number; readonly error: DeliveryError | undefined }
  | { readonly kind: 'extend'; readonly lineId: string; readonly claimed: Claimed; readonly nowMs: number; readonly dueAtMs: number }
  | { readonly kind: 'bury'; readonly lineId: string; readonly seen: Delivery; readonly facts: DeadFacts; readonly blocks: boolean }
  /** Gives back claims that have timed out. */
  | { readonly kind: 'release'; readonly lineId: string; readonly ids: readonly string[]; readonly nowMs: number }
  /** Puts a dead letter back: at its own place while it blocks its key, else at one of the last places, `fromEnd` from 1. */
  | { readonly kind: 'revive'; readonly lineId: string; readonly id: string; readonly fromEnd: number | undefined; readonly dueAtMs: number }
  | { readonly kind: 'discard-dead'; readonly lineId: string; readonly ids: readonly string[] }
  | { readonly kind: 'edit-dead'; readonly lineId: string; readonly id: string; readonly data: JsonValue }
  /** Removes what waits, not what is claimed or dead. */
  | { readonly kind: 'purge'; readonly lineId: string; readonly nowMs: number }
  /** Makes the first open delivery of each key its head. */
  | { readonly kind: 'promote'; readonly lineId: string; readonly keys: readonly string[] }
  | { readonly kind: 'bind'; readonly binding: QueueBinding }
  | { readonly kind: 'unbind'; readonly lineId: string; readonly pattern: string }
  /** Says that messages of these events are in the queue before the log has the events; a conflict when it was said before. */
  | { readonly kind: 'note-early'; readonly lineId: string; readonly keys: readonly EventKey[] }
  | { readonly kind: 'forget-early'; readonly lineId: string; readonly keys: readonly EventKey[] }
  | { readonly kind: 'note-push'; readonly lineId: string; readonly attempts: readonly PushAttempt[]; readonly forgetBeforeMs: number };

/** What a line did with events of one source. */
export interface SourceCounts {
  readonly source: string;
  readonly taken?: number;
  readonly acknowledged?: number;
  readonly redelivered?: number;
  readonly discarded?: number;
}

/** A source as a line knows it: what it did, and what it still has. */
export interface SourceAudit extends Required<SourceCounts> {
  readonly pending: number;
  readonly dead: number;
}

/** The demands on a line under which a change of its deliveries holds. */
export interface Turn {
  /** Refuse unless the line is at this version (guard `version`), and let it grow. */
  readonly version?: number;
  readonly depthBy?: number;
  /** Refuse to grow beyond this depth (guard `full`). */
  readonly maxDepth?: number;
  readonly places?: number;
  readonly position?: Position;
  readonly enqueued?: number;
  readonly acknowledged?: number;
  readonly redelivered?: number;
  /** What the log had dropped before it was taken. */
  readonly gap?: LogGap;
}

/** What a claim makes of deliveries. */
export interface ClaimTerms {
  readonly claim: string;
  readonly consumer: string | undefined;
  readonly nowMs: number;
  readonly dueAtMs: number;
}

/** Changes that are committed together, with the events that tell of them. */
export interface LineUnit {
  readonly changes: readonly LineChange[];
  readonly events: readonly EventDraft[];
}

/** What became of a unit; `guard` names the demand that did not hold. */
export type LineOutcome = { readonly kind: 'committed'; readonly durability: Durability } | { readonly kind: 'conflict'; readonly guard: string };

/** Which dead letters are meant. All that is given must hold. */
export interface DeadSelection {
  readonly ids?: readonly string[] | undefined;
  readonly fingerprint?: string | undefined;
  /** Only places behind this one. */
  readonly afterPlace?: number | undefined;
  readonly limit: number;
}

/** How many dead letters died of one kind of error. */
export interface DeadErrorCount {
  readonly fingerprint: string;
  readonly count: number;
  readonly firstDiedAtMs: number;
  readonly lastDiedAtMs: number;
}

/** Sums over the lines that there are. */
export interface LineTotals {
  readonly consumerGroups: number;
  readonly queues: number;
  readonly taken: number;
  readonly acknowledged: number;
  readonly redelivered: number;
  readonly pending: number;
  readonly deadLetters: number;
}

/** Where groups, queues and their deliveries are kept. */
export interface DeliveryStore {
  lines(scope: Scope, ids: readonly string[]): Promise<readonly Line[]>;
  /** By name. */
  listLines(scope: Scope, kind: LineKind, slice: { limit: number; afterName: string | undefined }): Promise<readonly Line[]>;
  /** Lines of all workspaces that the log feeds or that push. */
  workingLines(): Promise<readonly { readonly workspace: string; readonly line: Line; readonly bound: boolean }[]>;
  /** Lines of all workspaces with claims that have timed out or messages that have expired. */
  linesWithOverdue(nowMs: number): Promise<readonly { readonly workspace: string; readonly lineId: string }[]>;
  /** What may be claimed, in the order of priority and place, timed-out claims included. */
  heads(scope: Scope, lineId: string, options: { nowMs: number; limit: number }): Promise<readonly Delivery[]>;
  /** Timed-out claims, and what has expired and is not claimed. */
  overdue(scope: Scope, lineId: string, options: { nowMs: number; limit: number }): Promise<readonly Delivery[]>;
  claimedAs(scope: Scope, lineId: string, claim: string): Promise<readonly Delivery[]>;
  inFlight(scope: Scope, lineId: string, nowMs: number): Promise<number>;
  find(scope: Scope, lineId: string, ids: readonly string[]): Promise<readonly Delivery[]>;
  /** By place. */
  dead(scope: Scope, lineId: string, selection: DeadSelection): Promise<readonly Delivery[]>;
  /** The one with this fingerprint that died last. */
  lastDead(scope: Scope, lineId: string, fingerprint: string): Promise<Delivery | undefined>;
  countDead(scope: Scope, lineId: string): Promise<number>;
  /** The most frequent first. */
  deadErrors(scope: Scope, lineId: string): Promise<readonly DeadErrorCount[]>;
  /** Of one queue, or with no line of all. */
  bindings(scope: Scope, lineId?: string): Promise<readonly QueueBinding[]>;
  /** Which of these events have entered the queue before the log had them. */
  early(scope: Scope, lineId: string, keys: readonly EventKey[]): Promise<readonly EventKey[]>;
  /** Lines of all workspaces that the log's retention waits for. */
  requiredLines(): Promise<readonly { readonly workspace: string; readonly line: Line }[]>;
  /** What a line did by source since its audit began, by source. */
  sources(scope: Scope, line: Line): Promise<readonly SourceAudit[]>;
  /** When the next delivery may be claimed, ms; undefined when none waits for its time. */
  nextDue(scope: Scope, lineId: string, afterMs: number): Promise<number | undefined>;
  totals(scope: Scope): Promise<LineTotals>;
  isReachable(): Promise<boolean>;
  /** The newest first. */
  pushAttempts(scope: Scope, lineId: string, limit: number): Promise<readonly PushAttempt[]>;
  /** Background and consumer work: not remembered by an id. */
  commit(scope: Scope, unit: LineUnit): Promise<LineOutcome>;
  /** A command that may be sent again under its id. */
  command(scope: Scope, unit: LineUnit & { readonly commandId: string }): Promise<CommandOutcome>;
}
