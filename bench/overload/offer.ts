import { Pool } from 'undici';

/** One request of an open loop. */
export interface Offered {
  /** Milliseconds after the start at which it was due. */
  readonly dueMs: number;
  /** From then to the end of its answer. */
  readonly latencyMs: number;
  readonly status: number;
  readonly text: string;
}

/**
 * Offers one request `perSecond` times a second for `durationMs`, however many are unanswered, over connections that are open before;
 * answers what became of each.
 */
export async function offer(url: string, options: { body: string; perSecond: number; durationMs: number; connections: number }): Promise<readonly Offered[]> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: options.connections, headersTimeout: 0, bodyTimeout: 0, connect: { timeout: 60_000 } });
  await Promise.all(Array.from({ length: options.connections }, () => pool.request({ path: '/health', method: 'GET' }).then(({ body }) => body.dump())));
  const offered: Offered[] = [];
  const running = new Set<Promise<void>>();
  const startedMs = performance.now();

  async function send(dueMs: number): Promise<void> {
    const { statusCode, body } = await pool.request({ path: pathname, method: 'POST', headers: { 'content-type': 'application/json' }, body: options.body });
    const text = await body.text();
    offered.push({ dueMs, latencyMs: performance.now() - startedMs - dueMs, status: statusCode, text: statusCode === 200 ? text : '' });
  }

  const total = Math.floor((options.perSecond * options.durationMs) / 1_000);
  for (let nth = 0; nth < total; nth += 1) {
    const dueMs = (nth * 1_000) / options.perSecond;
    const waitMs = dueMs - (performance.now() - startedMs);
    if (waitMs > 1) await new Promise((resolve) => setTimeout(resolve, waitMs));
    // What is due at once is sent at once, but answers are read in between.
    else if (nth % 16 === 0) await new Promise((resolve) => setImmediate(resolve));
    const sending: Promise<void> = send(dueMs).finally(() => running.delete(sending));
    running.add(sending);
  }
  await Promise.all(running);
  await pool.close();
  return offered;
}
