import type { Position } from '../../../platform/event-log/event-log.ts';
import type { LeaseToken } from '../../../platform/records/records.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { Registration } from './registration.ts';
import type { ServiceFact } from './service-fact.ts';

/** The services that Core should know, and what is known of that. */
export interface RegistrationStore {
  /** In order of their ids. */
  list(scope: Scope): Promise<readonly Registration[]>;
  find(scope: Scope, serviceIds: readonly string[]): Promise<readonly Registration[]>;
  /** Up to where the log's tale of services is kept; undefined before the first time. */
  checkpoint(scope: Scope): Promise<Position | undefined>;
  /** Keeps what a page of events told, and the checkpoint, in one unit of work. */
  follow(scope: Scope, step: { facts: readonly ServiceFact[]; from: Position | undefined; to: Position }, fence: LeaseToken): Promise<void>;
  /** Keeps the outcome of a check; tells of those in `changed`. */
  keepChecks(scope: Scope, checks: { checked: readonly Registration[]; changed: readonly Registration[] }, fence: LeaseToken): Promise<void>;
}
