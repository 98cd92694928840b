import type { Durability, Position } from '../event-log/event-log.ts';
import type { Scope } from '../request/scope.ts';
import type { Tables, UnitOfWork } from './records.ts';

/** What a command's answer states. */
export interface Receipt {
  readonly commandId: string;
  /** Where the command's last event stands in the log; null when the relay had not appended it in time (ask for the command later) or it has no event. */
  readonly position: Position | null;
  /** What is true of the committed records. */
  readonly durability: Durability;
  /** True when the same command id had been committed before: nothing changed now. */
  readonly repeated: boolean;
}

/** What became of a command; a guard that failed is an expected outcome, not an error. */
export type CommandOutcome = { readonly kind: 'committed'; readonly receipt: Receipt } | { readonly kind: 'conflict'; readonly guard: string };

/** Commits a unit of work and waits, for a bounded time, until the log holds its events. */
export interface Commands<DB extends Tables> {
  run(scope: Scope, unit: UnitOfWork<DB>): Promise<CommandOutcome>;
}
