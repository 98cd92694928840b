import type { CredentialRule } from './credentials.ts';

/** Adds to an identity those of the caller's headers that rules of subgraphs read; no other ever leaves the front door. */
export function withPropagatedHeaders(rule: CredentialRule, names: readonly string[]): CredentialRule {
  if (names.length === 0) return rule;
  return (caller) => {
    const headers: Record<string, string> = {};
    for (const name of names) {
      const value = caller.header(name);
      if (value !== undefined) headers[name] = value;
    }
    const credential = rule(caller);
    return { ...credential, identity: { ...credential.identity, headers } };
  };
}
