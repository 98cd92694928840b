import type { Scope } from '../request/scope.ts';
import type { Position } from './event-log.ts';

/** Events whose type matches are dropped, oldest first, as soon as one of the bounds is passed. At least one bound is given. */
export interface RetentionRule {
  /** See `event-pattern.ts`; `**` is all. */
  readonly pattern: string;
  readonly maxAgeMs?: number;
  readonly maxEvents?: number;
  /** Of the events as they are stored, in bytes of JSON. */
  readonly maxBytes?: number;
}

/** Of the events whose type matches, only the newest of each subject stays. */
export interface CompactionRule {
  readonly pattern: string;
  /** A newest event without data is a tombstone: it goes itself when it is so old. */
  readonly tombstoneMs: number;
}

/** Events whose type matches are neither dropped nor compacted nor erased while the hold stands. */
export interface LegalHold {
  readonly pattern: string;
  readonly reason: string;
}

/** What a workspace may keep; beyond it an append is refused with LOG_FULL, and reads go on. */
export interface LogQuota {
  readonly maxEvents?: number;
  readonly maxBytes?: number;
}

/** What is kept of a workspace's log. A hold goes before all else. */
export interface LogPolicy {
  readonly retention: readonly RetentionRule[];
  readonly compaction: readonly CompactionRule[];
  readonly holds: readonly LegalHold[];
  readonly quota: LogQuota;
}

/** How long an event that is sent again is known, unless the configuration says otherwise. */
export const DEFAULT_IDEMPOTENCY_WINDOW_MS = 30 * 86_400_000;

/** Everything is kept, without end. */
export const KEEP_ALL: LogPolicy = { retention: [], compaction: [], holds: [], quota: {} };

/** Why events went. */
export type DropReason = 'age' | 'count' | 'size' | 'compaction' | 'trim';

/** What went for one reason since the log began. */
export interface DropTotal {
  readonly reason: DropReason;
  readonly events: number;
  readonly bytes: number;
  /** The newest that went. */
  readonly through: Position;
  /** When the last of them went, milliseconds. */
  readonly at: number;
}

/** A subject whose data is gone: what it had up to `through` keeps its place in the log without data. */
export interface Erasure {
  readonly subject: string;
  readonly through: Position;
  readonly at: number;
  readonly events: number;
}

/** What there is of a workspace's log, and what is there no more. */
export interface LogFacts {
  readonly events: number;
  readonly bytes: number;
  /** How many of them have left the engine's memory for the archive; 0 where the log has none. */
  readonly archivedEvents: number;
  /** Reading after it misses nothing of what is kept. */
  readonly availableFrom: Position;
  readonly dropped: readonly DropTotal[];
  /** The newest erasures, at most 100. */
  readonly erasures: readonly Erasure[];
}

/** Keeps a log within its bounds. What it does is safe against a kill at any moment, and may be done by several processes at once. */
export interface LogKeeping {
  policy(scope: Scope): Promise<LogPolicy>;
  /** Holds from now on; what it drops goes at the next `keep`. */
  setPolicy(scope: Scope, policy: LogPolicy): Promise<void>;
  facts(scope: Scope): Promise<LogFacts>;
  /**
   * Does what is due: moves events to the archive, drops and compacts, and forgets idempotency keys beyond their window. What lies
   * after `requiredAfter` is neither dropped nor compacted: somebody has yet to take it.
   */
  keep(scope: Scope, options?: { readonly requiredAfter?: Position | undefined }): Promise<void>;
  /** Takes the data of every event of `subject` out of the log for good. Rejects with CONFLICT when a hold stands against it. */
  erase(scope: Scope, subject: string): Promise<Erasure>;
}
