import { Pool } from 'undici';
import { createCheck, type LoopRequest } from './closed-loop.ts';

/**
 * Offers requests at a fixed rate whether or not earlier ones are answered, for `durationMs`. Latencies count from when a
 * request was due, so that a server that stalls is charged for all that waited.
 */
export async function runOpenLoop(
  url: string,
  options: { requests: readonly LoopRequest[]; connections: number; perSecond: number; durationMs: number },
): Promise<{ readonly latenciesMs: readonly number[]; readonly wrong: number }> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: options.connections });
  const isRight = createCheck();
  const latenciesMs: number[] = [];
  const running = new Set<Promise<void>>();
  let wrong = 0;
  const startedMs = performance.now();

  async function send(request: LoopRequest, dueMs: number): Promise<void> {
    const { body } = await pool.request({ path: pathname, method: 'POST', headers: { 'content-type': 'application/json' }, body: request.body });
    const text = await body.text();
    latenciesMs.push(performance.now() - dueMs);
    if (!isRight(text, request)) wrong += 1;
  }

  const total = Math.floor((options.perSecond * options.durationMs) / 1_000);
  for (let nth = 0; nth < total; nth += 1) {
    const dueMs = startedMs + (nth * 1_000) / options.perSecond;
    const waitMs = dueMs - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const request = options.requests[nth % options.requests.length];
    if (request === undefined) throw new Error('expected at least one request to send');
    const sending: Promise<void> = send(request, dueMs).finally(() => running.delete(sending));
    running.add(sending);
  }
  await Promise.all(running);
  await pool.close();
  return { latenciesMs, wrong };
}
