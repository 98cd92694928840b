import { badInput } from '../../../../platform/errors/coded-error.ts';
import type { ClaimRequest } from './claim-deliveries.ts';
import type { DeliveryError } from './delivery.ts';
import { MAX_VISIBILITY_TIMEOUT_MS } from './line-settings.ts';
import { readWithin } from './read-number.ts';

/** Below what requests may take. */
const MAX_WAIT_MS = 20_000;
const CONSUMER = /^[^\p{Cc}\p{Cs}]{1,128}$/u;

/** Reads how much someone wants to claim; throws BAD_USER_INPUT naming the field. */
export function readClaimRequest(request: {
  readonly max: number;
  readonly consumer?: string | null | undefined;
  readonly visibilityTimeoutMs?: number | null | undefined;
}): Omit<ClaimRequest, 'lineId' | 'draw'> {
  const { max, consumer, visibilityTimeoutMs } = request;
  if (typeof consumer === 'string' && !CONSUMER.test(consumer)) throw badInput('consumer', '1 to 128 characters without control characters', consumer);
  return {
    max: readWithin(max, 'max', { min: 1, max: 100 }),
    consumer: consumer ?? undefined,
    visibilityTimeoutMs: typeof visibilityTimeoutMs === 'number' ? readVisibilityTimeout(visibilityTimeoutMs) : undefined,
  };
}

/** Reads how long a claim waits for something to come, in ms. */
export function readWait(waitMs: number): number {
  return readWithin(waitMs, 'waitMs', { min: 0, max: MAX_WAIT_MS });
}

/** Reads how long a claim lasts, in ms. */
export function readVisibilityTimeout(value: number): number {
  return readWithin(value, 'visibilityTimeoutMs', { min: 1, max: MAX_VISIBILITY_TIMEOUT_MS });
}

/** Reads the pause before the next try, in ms; undefined when none is asked for. */
export function readDelay(delayMs: number | null | undefined): number | undefined {
  return typeof delayMs === 'number' ? readWithin(delayMs, 'delayMs', { min: 0, max: 86_400_000 }) : undefined;
}

/** Reads what a consumer says went wrong. */
export function readDeliveryError(
  error: { readonly code?: string | null | undefined; readonly message: string } | null | undefined,
): DeliveryError | undefined {
  if (error === undefined || error === null) return undefined;
  const { code, message } = error;
  if (typeof code === 'string' && !CONSUMER.test(code)) throw badInput('error.code', '1 to 128 characters without control characters', code);
  if (message.length === 0 || message.length > 2_000 || message.includes('\0')) throw badInput('error.message', '1 to 2000 characters', message);
  return { code: code ?? undefined, message };
}
