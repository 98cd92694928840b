import { Pool } from 'undici';

/** Calls a GraphQL server over kept connections. */
export interface GraphqlCaller {
  /** The `data` of the answer; throws for an error of any kind. */
  ask<Data>(body: string): Promise<Data>;
  close(): Promise<void>;
}

/** Makes a caller over so many connections; it rejects when the answer has errors. */
export function createCaller(url: string, connections: number): GraphqlCaller {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections, headersTimeout: 0, bodyTimeout: 0 });
  return {
    async ask<Data>(body: string) {
      const answer = await pool.request({ path: pathname, method: 'POST', headers: { 'content-type': 'application/json' }, body });
      const { data, errors } = (await answer.body.json()) as { data?: Data | null; errors?: readonly { message: string }[] };
      if (errors !== undefined || data === undefined || data === null) throw new Error(`${url}: ${errors?.[0]?.message ?? `status ${answer.statusCode}`}`);
      return data;
    },
    close: () => pool.close(),
  };
}

/** The body of a request. */
export function toBody(query: string, variables: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ query, variables });
}

/** Does `work` for `durationMs`, `inFlight` times side by side; answers how often, and how long that took. */
export async function repeat(work: () => Promise<void>, options: { inFlight: number; durationMs: number }): Promise<{ count: number; seconds: number }> {
  const startedMs = performance.now();
  let count = 0;
  async function drive(): Promise<void> {
    while (performance.now() - startedMs < options.durationMs) {
      await work();
      count += 1;
    }
  }
  await Promise.all(Array.from({ length: options.inFlight }, drive));
  return { count, seconds: (performance.now() - startedMs) / 1_000 };
}
