import { setTimeout as delay } from 'node:timers/promises';

/** No test shows how soon something happens: on a machine that does other things, all takes its time. */
const LEAST_MS = 120_000;

/**
 * Waits for a condition to hold and answers its value; throws with `what` it waited for after two minutes, or `timeoutMs` if that is longer.
 * The pause between looks only spares the processor: no test depends on its length.
 */
export async function waitUntil<T>(look: () => T | Promise<T>, options: { timeoutMs?: number; what?: string } = {}): Promise<NonNullable<T>> {
  const { what = 'the condition' } = options;
  const timeoutMs = Math.max(options.timeoutMs ?? 0, LEAST_MS);
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
