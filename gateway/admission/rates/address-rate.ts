import type { IncomingMessage } from 'node:http';
import { isLoopbackAddress } from '../../../platform/http/loopback.ts';
import type { LocalRateLimiter } from './local-rate-limiter.ts';
import type { RefusedOperation } from '../../errors.ts';
import { RATE_WINDOW_MS, refusedByRate, toRateHeaders } from './rate-stages.ts';

/** Why an address is refused, and the headers that tell it when to come again. */
export interface AddressRefusal {
  readonly error: RefusedOperation;
  readonly headers: Readonly<Record<string, string>>;
}

/** Judges a request by the address that it comes from, before anything else is asked; undefined lets it pass. */
export type AddressRate = (request: IncomingMessage) => AddressRefusal | undefined;

/** `limit` requests a minute of one address; 0 lets everything pass. Behind a proxy all come from one address: `enabled` is false there. */
export function createAddressRate(limiter: LocalRateLimiter, options: { limit: number; limitLoopback: boolean; enabled: boolean }): AddressRate {
  const policy = { name: 'requests', limit: options.limit, windowMs: RATE_WINDOW_MS };
  return function judge(request) {
    const address = request.socket.remoteAddress;
    if (!options.enabled || policy.limit === 0 || (!options.limitLoopback && isLoopbackAddress(address))) return undefined;
    const verdict = limiter.take(address ?? '', 1, policy);
    return verdict.allowed ? undefined : { error: refusedByRate(policy, verdict), headers: toRateHeaders(policy, verdict) };
  };
}
