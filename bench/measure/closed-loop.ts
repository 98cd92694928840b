import { Pool } from 'undici';

export interface LoopResult {
  readonly requests: number;
  readonly wrong: number;
  readonly seconds: number;
  /** One for each request, in milliseconds. */
  readonly latenciesMs: readonly number[];
}

/** Sends `body` over `connections` keep-alive connections, each as soon as the last answer is read, for `durationMs`. Every answer is compared with `expected`. */
export async function runClosedLoop(url: string, options: { body: string; expected: string; connections: number; durationMs: number }): Promise<LoopResult> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: options.connections });
  const latenciesMs: number[] = [];
  let wrong = 0;
  const startedMs = performance.now();
  const untilMs = startedMs + options.durationMs;

  async function drive(): Promise<void> {
    while (performance.now() < untilMs) {
      const sentMs = performance.now();
      const { body } = await pool.request({ path: pathname, method: 'POST', headers: { 'content-type': 'application/json' }, body: options.body });
      const text = await body.text();
      latenciesMs.push(performance.now() - sentMs);
      if (dataOf(text) !== options.expected) wrong += 1;
    }
  }
  await Promise.all(Array.from({ length: options.connections }, drive));
  const seconds = (performance.now() - startedMs) / 1_000;
  await pool.close();
  return { requests: latenciesMs.length, wrong, seconds, latenciesMs };
}

/** The `data` member of a response as canonical text. */
export function dataOf(text: string): string {
  return JSON.stringify((JSON.parse(text) as { data?: unknown }).data ?? null);
}
