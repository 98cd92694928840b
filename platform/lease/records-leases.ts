import { badInput } from '../errors/coded-error.ts';
import type { Leases } from './lease.ts';
import type { LeaseStore } from './lease-request.ts';

/**
 * Leases kept in a records store, where commits check their tokens (`UnitOfWork.fence`). A holder that asks again
 * while it holds the lease gets a new token, and its old one no longer commits.
 * Throws BAD_USER_INPUT for a `ttlMs` below 1 or an empty name or holder.
 */
export function createLeases(store: LeaseStore): Leases {
  return {
    async acquire(scope, name, { holder, ttlMs }) {
      assertTtl(ttlMs);
      if (name === '') throw badInput('name', 'the name of a lease');
      if (holder === '') throw badInput('holder', 'the name of its holder');
      const fencingToken = await store.acquire({ workspace: scope.workspace, name, holder, ttlMs });
      return fencingToken === undefined ? undefined : { name, fencingToken };
    },
    async renew(scope, token, ttlMs) {
      assertTtl(ttlMs);
      return store.renew({ workspace: scope.workspace, ...token, ttlMs });
    },
    release: (scope, token) => store.release({ workspace: scope.workspace, ...token }),
  };
}

function assertTtl(ttlMs: number): void {
  if (!Number.isSafeInteger(ttlMs) || ttlMs < 1) throw badInput('ttlMs', 'a whole number of milliseconds, at least 1', ttlMs);
}
