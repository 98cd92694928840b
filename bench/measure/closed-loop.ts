import { Pool } from 'undici';

/** What is sent, and the `data` that must come back, as its JSON text. */
export interface LoopRequest {
  readonly body: string;
  readonly expected: string;
}

/** What a loop came to. */
export interface LoopResult {
  readonly requests: number;
  readonly wrong: number;
  readonly seconds: number;
  /** One for each request, in milliseconds. */
  readonly latenciesMs: readonly number[];
}

/**
 * Sends the requests in turn over `connections` keep-alive connections, each as soon as the last answer is read, for
 * `durationMs`. Every answer is compared with what is expected.
 */
export async function runClosedLoop(url: string, options: { requests: readonly LoopRequest[]; connections: number; durationMs: number }): Promise<LoopResult> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: options.connections });
  const isRight = createCheck();
  const latenciesMs: number[] = [];
  let sent = 0;
  let wrong = 0;
  const startedMs = performance.now();
  const untilMs = startedMs + options.durationMs;

  async function drive(): Promise<void> {
    while (performance.now() < untilMs) {
      const request = options.requests[sent++ % options.requests.length];
      if (request === undefined) throw new Error('expected at least one request to send');
      const sentMs = performance.now();
      const { body } = await pool.request({ path: pathname, method: 'POST', headers: { 'content-type': 'application/json' }, body: request.body });
      const text = await body.text();
      latenciesMs.push(performance.now() - sentMs);
      if (!isRight(text, request)) wrong += 1;
    }
  }
  await Promise.all(Array.from({ length: options.connections }, drive));
  const seconds = (performance.now() - startedMs) / 1_000;
  await pool.close();
  return { requests: latenciesMs.length, wrong, seconds, latenciesMs };
}

/** Compares answers; the same text as one that was right before is not parsed again. */
export function createCheck(): (text: string, request: LoopRequest) => boolean {
  const right = new Map<LoopRequest, string>();
  return (text, request) => {
    if (right.get(request) === text) return true;
    if (dataOf(text) !== request.expected) return false;
    right.set(request, text);
    return true;
  };
}

/** The `data` member of a response as canonical text. */
export function dataOf(text: string): string {
  try {
    return JSON.stringify((JSON.parse(text) as { data?: unknown }).data ?? null);
  } catch {
    return `no JSON: ${text.slice(0, 100)}`;
  }
}
