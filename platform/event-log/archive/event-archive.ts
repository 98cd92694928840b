import type { EventMatcher } from '../event-filter.ts';
import type { Position, RecordedEvent } from '../event-log.ts';
import type { LogBounds } from '../log-bounds.ts';
import type { DropTotal, Erasure, LogPolicy } from '../log-keeping.ts';

/** An event as an archive takes it; the sequence and the epoch are the log's. */
export interface ArchivedRow {
  readonly sequence: number;
  readonly epoch: number;
  readonly recordedAt: number;
  readonly type: string;
  readonly source: string;
  readonly id: string;
  readonly subject: string | null;
  readonly revision: number | null;
  readonly correlationId: string | null;
  /** JSON of `StoredBody`. */
  readonly body: string;
}

/** What an archive keeps of a workspace. */
export interface ArchiveState {
  /** The newest sequence that it was given. */
  readonly through: number;
  /** The newest sequence before all that it keeps. */
  readonly floor: number;
  readonly events: number;
  readonly bytes: number;
}

/** What a log that has lost its memory needs beside the events. */
export interface LogMemory {
  readonly forks: LogBounds['forks'];
  /** JSON of its `LogPolicy`; undefined when none was set. */
  readonly policy: string | undefined;
}

/** A stretch of one workspace: after `low`, up to and with `high`. */
export interface ArchiveRange extends Pick<LogBounds, 'forks'> {
  readonly workspace: string;
  readonly low: number;
  readonly high: number;
}

/**
 * Where events go that a log no longer holds in memory. What it was given it keeps until it is told to drop it, under
 * the log's own sequences, so that a read crosses the seam unnoticed. It rejects with LOG_UNAVAILABLE while it cannot be reached.
 */
export interface EventArchive {
  state(workspace: string): Promise<ArchiveState>;
  /**
   * Takes rows in order of sequence, durably. Rows that it was given before change nothing, whatever has become of them. A row of
   * a later epoch at a sequence that it has replaces that one and all after it: they were of a branch that the log has lost.
   */
  store(workspace: string, rows: readonly ArchivedRow[]): Promise<ArchiveState>;
  /** `isWhole` is false when a limit ended the page before the range was read. */
  read(
    range: ArchiveRange,
    matcher: EventMatcher,
    limits: { limit: number; maxSize?: number; direction: 'forward' | 'backward' },
  ): Promise<{ readonly events: readonly RecordedEvent[]; readonly isWhole: boolean }>;
  count(range: ArchiveRange, matcher: EventMatcher): Promise<number>;
  /** The newest event of this (source, id) up to and with `high`. */
  find(range: ArchiveRange, key: { source: string; id: string }): Promise<RecordedEvent | undefined>;
  /**
   * Drops and compacts what the policy no longer lets be, nothing after the sequence `upTo`; `newer` is what is kept elsewhere, and
   * counts against its bounds.
   */
  retain(
    workspace: string,
    options: { policy: LogPolicy; now: number; newer: { events: number; bytes: number }; upTo?: number | undefined },
  ): Promise<ArchiveState>;
  /** Drops what lies at or before `upTo`; answers how many events went. */
  drop(workspace: string, options: { upTo: number; now: number }): Promise<number>;
  /** Takes the data of the subject's events away; `digests` are their keys of idempotency. */
  erase(workspace: string, options: { subject: string; now: number }): Promise<{ events: number; through: number; digests: readonly string[] }>;
  /** Keeps what the log knows of itself, in place of what it was told before. */
  remember(workspace: string, memory: LogMemory): Promise<void>;
  /** What it was told last, and when the newest of its events was recorded. */
  recall(workspace: string): Promise<LogMemory & { readonly recordedAt: number }>;
  /** The subjects after `after` by name, at most `limit`, each with the revision of its newest event that is kept. */
  streams(workspace: string, page: { after: string; limit: number }): Promise<readonly { readonly subject: string; readonly revision: number }[]>;
  /** Every workspace of which it has an event, or has had. */
  workspaces(): Promise<readonly string[]>;
  typesOf(workspace: string, subject: string): Promise<readonly string[]>;
  dropped(workspace: string, toPosition: (sequence: number) => Position): Promise<readonly DropTotal[]>;
  erasures(workspace: string, toPosition: (sequence: number) => Position): Promise<readonly Erasure[]>;
  close(): Promise<void>;
}
