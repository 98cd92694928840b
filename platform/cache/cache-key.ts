import { badInput } from '../errors/coded-error.ts';
import type { Scope } from '../request/scope.ts';

/** A key or tag of one workspace, as tiers that all workspaces share know it. No workspace has a `~`, so two never meet. */
export function toScopedKey(scope: Scope, key: string): string {
  return `${scope.workspace}~${key}`;
}

/** Throws BAD_USER_INPUT unless the value would live for a while, but not for ever. */
export function assertTtl(ttlMs: number): void {
  if (!Number.isSafeInteger(ttlMs) || ttlMs < 1) throw badInput('ttlMs', 'a whole number of milliseconds, 1 or more', ttlMs);
}
