import type { IncomingMessage } from 'node:http';
import { expect, it } from '@jest/globals';
import { createManualClock } from '../../../platform/clock/manual-clock.ts';
import { createAddressRate } from './address-rate.ts';
import { createLocalRateLimiter } from './local-rate-limiter.ts';

function from(remoteAddress: string): IncomingMessage {
  return { socket: { remoteAddress } } as unknown as IncomingMessage;
}

it('G03 refuses an address that asks too often, before anything is known of the caller, until time has passed', () => {
  const clock = createManualClock();
  const judge = createAddressRate(createLocalRateLimiter(clock), { limit: 2, limitLoopback: false, enabled: true });
  expect([judge(from('10.0.0.1')), judge(from('10.0.0.1'))]).toEqual([undefined, undefined]);
  const refusal = judge(from('10.0.0.1'));
  expect(refusal?.headers).toMatchObject({ 'retry-after': '30' });
  expect(refusal?.error.errors[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', details: { retryAfterMs: 30_000 } });
  expect(judge(from('10.0.0.2'))).toBeUndefined();
  clock.advance(30_000);
  expect(judge(from('10.0.0.1'))).toBeUndefined();
});

it('counts nothing behind a proxy, whose address all requests have', () => {
  const judge = createAddressRate(createLocalRateLimiter(createManualClock()), { limit: 1, limitLoopback: false, enabled: false });
  expect([judge(from('10.0.0.1')), judge(from('10.0.0.1'))]).toEqual([undefined, undefined]);
});
