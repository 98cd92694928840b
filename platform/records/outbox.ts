import type { EventDraft, Position } from '../event-log/event-log.ts';

/** An event that is committed with its unit of work and not yet known to be in the log. */
export interface OutboxRow {
  /** Grows in commit order; not dense. */
  readonly commitOrder: number;
  readonly workspace: string;
  readonly principal: string;
  readonly commandId: string;
  /** True for the last event of its command: its position is the command's. */
  readonly isLast: boolean;
  readonly event: EventDraft;
}

/** What became of a row: its place in the log, or why the log will never take it. */
export type OutboxResult = { readonly row: OutboxRow; readonly position: Position } | { readonly row: OutboxRow; readonly refusal: string };

/** The relay's side of a records store. */
export interface Outbox {
  /** Makes this relay the store's only one, or says that another is. Asked before each round, so that an owner that lost its turn notices. */
  takeTurn(): Promise<boolean>;
  /** Up to `limit` rows that have no result, in commit order. No row that commits later sorts before one that was answered. */
  pending(limit: number): Promise<readonly OutboxRow[]>;
  /** Records results durably; a result that is there already stays. */
  settle(results: readonly OutboxResult[]): Promise<void>;
  /**
   * Deletes rows that were relayed before `relayedBefore` (ms since the epoch), as many as are not too much at once; refused rows and
   * command records stay. Answers how many: none when there are no more.
   */
  clean(relayedBefore: number): Promise<number>;
  /** Calls `listener` after each commit that has events, by any process if the store can tell. Returns what ends it. */
  onCommit(listener: () => void): () => void;
  /** Calls `listener` when another process may have settled commands. Returns what ends it. */
  onSettledElsewhere(listener: () => void): () => void;
  /** The positions of those commands that have one. */
  positionsOf(keys: readonly CommandKey[]): Promise<readonly (CommandKey & { readonly position: Position })[]>;
}

/** Names a command; ids are unique within a workspace. */
export interface CommandKey {
  readonly workspace: string;
  readonly commandId: string;
}
