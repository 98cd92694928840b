import type { LeaseRequest } from '../lease/lease-request.ts';
import type { MigrationStep } from './migration-plan.ts';
import type { SettledRow } from './settled-row.ts';
import type { UnitRequest } from './unit-request.ts';

/** One message to the writer thread of a records file. */
export type SqliteWriteRequest =
  | { readonly kind: 'migrate'; readonly step: MigrationStep; readonly nowMs: number }
  | { readonly kind: 'commit'; readonly unit: UnitRequest }
  | { readonly kind: 'settle'; readonly results: readonly SettledRow[]; readonly nowMs: number }
  | { readonly kind: 'clean'; readonly relayedBefore: number }
  | { readonly kind: 'lease'; readonly request: LeaseRequest };

/** Name of the error by which the handler undoes a unit whose guard failed; its message is the guard. */
export const GUARD_FAILED = 'GuardFailed';
