import type { IdentityRule } from './identity.ts';

/** Adds to an identity those of the caller's headers that rules of subgraphs read; no other ever leaves the front door. */
export function withPropagatedHeaders(rule: IdentityRule, names: readonly string[]): IdentityRule {
  if (names.length === 0) return rule;
  return (caller) => {
    const headers: Record<string, string> = {};
    for (const name of names) {
      const value = caller.header(name);
      if (value !== undefined) headers[name] = value;
    }
    return { ...rule(caller), headers };
  };
}
