import type { Position } from '../event-log/event-log.ts';
import type { LeaseRequest } from '../lease/lease-request.ts';
import type { MigrationStep } from './migration-plan.ts';
import type { Statement } from './query-compiler.ts';
import type { LeaseToken } from './records.ts';

/** One message to the writer thread of a records file. */
export type SqliteWriteRequest =
  | { readonly kind: 'migrate'; readonly step: MigrationStep; readonly nowMs: number }
  | SqliteUnit
  | { readonly kind: 'settle'; readonly results: readonly SettledRow[]; readonly nowMs: number }
  | { readonly kind: 'clean'; readonly relayedBefore: number }
  | { readonly kind: 'lease'; readonly request: LeaseRequest };

export interface SqliteUnit {
  readonly kind: 'commit';
  readonly workspace: string;
  readonly principal: string;
  readonly commandId: string;
  readonly nowMs: number;
  readonly fence: LeaseToken | undefined;
  readonly changes: readonly UnitChange[];
  /** Events as JSON. */
  readonly events: readonly string[];
}

export interface UnitChange {
  readonly statement: Statement;
  readonly expect: { readonly rows: number; readonly guard: string } | undefined;
}

export interface SettledRow {
  readonly commitOrder: number;
  readonly workspace: string;
  readonly commandId: string;
  readonly isLast: boolean;
  readonly position: Position | null;
  readonly refusal: string | null;
}

/** Name of the error by which the handler undoes a unit whose guard failed; its message is the guard. */
export const GUARD_FAILED = 'GuardFailed';
