import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits for a condition to hold and answers its value; throws after `timeoutMs` with `what` it waited for.
 * The pause between looks only spares the processor: no test depends on its length.
 */
export async function waitUntil<T>(look: () => T | Promise<T>, options: { timeoutMs?: number; what?: string } = {}): Promise<NonNullable<T>> {
  const { timeoutMs = 120_000, what = 'the condition' } = options;
  const untilMs = performance.now() + timeoutMs;
  let lastError: unknown;
  do {
    try {
      const value = await look();
      if (value) return value;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    await delay(10);
  } while (performance.now() < untilMs);
  throw new Error(`waited ${timeoutMs} ms in vain for ${what}`, lastError === undefined ? undefined : { cause: lastError });
}
