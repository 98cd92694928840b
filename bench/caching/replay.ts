import { Pool } from 'undici';
import { createDay, SERVICES, setUp, type DayOptions, type DayRequest } from './day.ts';

const CONNECTIONS = 16;

/** What became of one panel's requests. */
export interface PanelCount {
  requests: number;
  /** Whether they are writes. */
  writes: boolean;
  /** Answered from what was kept, fresh or stale. */
  hits: number;
  stale: number;
  /** Not kept at all. */
  bypassed: number;
  /** Over all requests. */
  totalMs: number;
}

/** What a replayed day came to. */
export interface ReplayResult {
  readonly panels: ReadonlyMap<string, PanelCount>;
  readonly errors: number;
  /** Reads of a writer that did not show what it had just written. */
  readonly overlooked: number;
}

interface Answer {
  readonly data?: { readonly services?: { readonly totalCount?: number; readonly nodes: readonly { readonly id: string }[] } };
  readonly errors?: readonly unknown[];
  readonly extensions?: { readonly cache?: { readonly outcome: string } };
}

/** Sends the day's requests in order of their time: those of one second together, but one principal's one after the other. */
export async function replayDay(url: string, options: DayOptions): Promise<ReplayResult> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: CONNECTIONS });
  const panels = new Map<string, PanelCount>();
  const canaries = new Set<string>();
  let errors = 0;
  let overlooked = 0;

  async function send(request: DayRequest): Promise<Answer> {
    const { body } = await pool.request({
      path: pathname,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-autoweave-principal': request.principal,
        'x-autoweave-cache': 'true',
        'x-day-ms': String(Math.floor(request.atMs)),
      },
      body: JSON.stringify({ query: request.query, variables: request.variables }),
    });
    return (await body.json()) as Answer;
  }

  async function take(request: DayRequest): Promise<void> {
    const count = panels.get(request.panel) ?? { requests: 0, writes: false, hits: 0, stale: 0, bypassed: 0, totalMs: 0 };
    panels.set(request.panel, count);
    const startedMs = performance.now();
    const answer = await send(request);
    count.writes ||= request.query.startsWith('mutation');
    count.totalMs += performance.now() - startedMs;
    count.requests += 1;
    const outcome = answer.extensions?.cache?.outcome;
    if (outcome === 'hit' || outcome === 'stale') count.hits += 1;
    if (outcome === 'stale') count.stale += 1;
    if (outcome === 'bypass') count.bypassed += 1;
    if (answer.errors !== undefined) errors += 1;
    const written = (request.variables['input'] as { id?: string } | undefined)?.id;
    if (written !== undefined) canaries.add(written);
    if (request.query.startsWith('mutation Deregister')) canaries.delete(String(request.variables['id']));
    // The one who deploys sees what stands, at once.
    if (request.principal === 'ann' && request.panel === 'list of services' && answer.data?.services?.totalCount !== SERVICES + canaries.size) overlooked += 1;
  }

  async function takeInTurn(requests: readonly DayRequest[]): Promise<void> {
    for (const request of requests) await take(request);
  }

  for (const request of setUp()) await send({ ...request, atMs: options.fromHour * 3_600_000 });
  let second: DayRequest[] = [];
  async function flush(): Promise<void> {
    const byPrincipal = Map.groupBy(second, ({ principal }) => principal);
    second = [];
    await Promise.all([...byPrincipal.values()].map(takeInTurn));
  }
  for (const request of createDay(options)) {
    if (second[0] !== undefined && Math.floor(second[0].atMs / 1_000) !== Math.floor(request.atMs / 1_000)) await flush();
    second.push(request);
  }
  await flush();
  await pool.close();
  return { panels, errors, overlooked };
}
