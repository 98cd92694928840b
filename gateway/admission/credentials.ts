import { CodedError } from '../../platform/errors/coded-error.ts';
import type { RequestIdentity } from '../../platform/request/scope.ts';
import type { Caller, IdentityRule } from './identity.ts';

/** Who a caller proved to be, and for how long that holds. */
export interface Credential {
  readonly identity: RequestIdentity;
  /** On the clock's `now()`; without it, it holds as long as the connection does. */
  readonly expiresAtMs?: number;
  /** Aborts when it is taken back before its time. */
  readonly revoked?: AbortSignal;
}

/**
 * Judges a caller at the door, and again, by its `token`, whenever an open connection renews its credential. Throws as an
 * IdentityRule does.
 */
export type CredentialRule = (caller: Caller) => Credential;

/** RFC 3339; the proxy that verified a caller's credential says with it when that expires. */
const EXPIRY_HEADER = 'x-autoweave-credential-expires';

/** What an identity rule alone can judge: who a caller is, and, where a proxy has verified it, until when. It knows no tokens, so nothing is renewed. */
export function toCredentialRule(identify: IdentityRule, { behindProxy }: { behindProxy: boolean }): CredentialRule {
  return function judge(caller) {
    if (caller.token !== undefined) throw new CodedError('UNAUTHENTICATED', 'tokens are not verified here: connect again to renew a credential');
    const identity = identify(caller);
    const expiry = behindProxy ? caller.header(EXPIRY_HEADER) : undefined;
    return expiry === undefined || expiry === '' ? { identity } : { identity, expiresAtMs: readExpiry(expiry) };
  };
}

function readExpiry(text: string): number {
  const expiresAtMs = /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(expiresAtMs))
    throw new CodedError('UNAUTHENTICATED', `header ${EXPIRY_HEADER}: expected a time as RFC 3339 writes it`, { field: EXPIRY_HEADER });
  return expiresAtMs;
}
