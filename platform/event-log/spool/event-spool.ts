import type { Scope } from '../../request/scope.ts';
import type { Closable } from '../../lifecycle/lifecycle.ts';
import type { DurabilityLevel, EventDraft, Position } from '../event-log.ts';

/** An event that waits for the log. */
export interface SpooledDraft {
  readonly draft: EventDraft;
  /** False when the publisher left the time to us: sent again with another it is still the same event. */
  readonly timeGiven: boolean;
}

/** What a batch became in the spool, an id for each of its events in their order. */
export type SpoolOutcome =
  | { readonly kind: 'spooled'; readonly ids: readonly string[]; /** Which of them waited there already. */ readonly duplicates: readonly boolean[] }
  /** (source, id) waits in the spool with other content. */
  | { readonly kind: 'id-conflict'; readonly source: string; readonly id: string };

/** What has become of an event that went to the spool. Settled ones are forgotten after a week. */
export interface SpooledEvent {
  readonly id: string;
  readonly source: string;
  readonly eventId: string;
  readonly spooledAt: number;
  readonly state:
    | { readonly kind: 'waiting' }
    | { readonly kind: 'appended'; readonly position: Position; readonly at: number }
    /** The log would not have it: its content, or its id, is what is wrong. */
    | { readonly kind: 'refused'; readonly code: string; readonly message: string; readonly at: number };
}

/** Counts of this process's spool. The totals begin with its file, not with the process. */
export interface SpoolFacts {
  readonly waiting: number;
  readonly waitingBytes: number;
  readonly maxEvents: number;
  /** When the oldest that waits came, milliseconds. */
  readonly oldestAt: number | undefined;
  readonly spooled: number;
  readonly appended: number;
  readonly refused: number;
}

/** Appends a batch to the log, all or none, and answers the positions; what it throws says whether trying again makes sense. */
export type AppendSpooled = (scope: Scope, batch: readonly SpooledDraft[]) => Promise<readonly Position[]>;

/**
 * Where a process puts events while the log's server is away: a bounded file of its own, fsynced before `add` answers. When the log
 * can be reached again they are appended in the order in which they came, each workspace for itself. What a process that was killed
 * left behind, the next one on the same folder appends.
 */
export interface EventSpool {
  /** How safe an event is that the spool has taken and hands on to the log: never safer than the log itself has last been. */
  readonly level: DurabilityLevel;
  /** Begins to hand on what waits, also of processes that are gone, until it is closed. */
  start(append: AppendSpooled): Closable;
  /**
   * Takes a batch, all or none. `hold` runs before any of it is handed on to the log, whether it succeeds or not.
   * Rejects with LOG_FULL when the spool is full.
   */
  add(scope: Scope, batch: readonly SpooledDraft[], hold?: () => Promise<void>): Promise<SpoolOutcome>;
  /** Resolves true once nothing of the workspace waits; false after `timeoutMs` or when the log is away. */
  drained(workspace: string, timeoutMs: number): Promise<boolean>;
  /** The event of an id that `add` of this process, or of one before it on the same file, gave. */
  find(scope: Scope, id: string): Promise<SpooledEvent | undefined>;
  facts(scope: Scope): Promise<SpoolFacts>;
}
