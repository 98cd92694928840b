import type { LeaseToken } from '../records/records.ts';
import type { Scope } from '../request/scope.ts';

/**
 * A lock with a fencing token, kept in the records store where the token is checked. A stale holder may still act
 * elsewhere; it cannot commit (`UnitOfWork.fence`).
 */
export interface Leases {
  /** Takes the lease when it is free or expired; undefined when another holds it. */
  acquire(scope: Scope, name: string, options: { holder: string; ttlMs: number }): Promise<LeaseToken | undefined>;
  /** Extends a lease that is still held; false when it was lost. */
  renew(scope: Scope, token: LeaseToken, ttlMs: number): Promise<boolean>;
  /** Gives it back; a token that is no longer current changes nothing. */
  release(scope: Scope, token: LeaseToken): Promise<void>;
}
