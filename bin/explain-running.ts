import { toPlanLines } from '../gateway/execution/explain-plan.ts';
import type { ExplainedNode } from '../gateway/execution/explained-plan.ts';
import type { TracedCall } from '../gateway/upstream/call-trace.ts';

/** `extensions.explain` of an answer. */
export interface ExplainedRun {
  readonly planner: string | null;
  readonly plan: ExplainedNode | null;
  readonly tookMs: number;
  readonly calls: readonly TracedCall[];
  /** What may be kept of the answer. */
  readonly cache?: { readonly maxAgeMs?: number; readonly scope?: string; readonly because?: string | null };
}

/** What a running gateway is asked. */
export interface ExplainedRequest {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: unknown;
}

interface Answer {
  readonly errors?: readonly { readonly message: string }[];
  readonly extensions?: { readonly explain?: ExplainedRun };
}

/** Has the gateway at `url` execute an operation and tell how. Rejects with what it answered instead. */
export async function explainRunning(url: string, request: ExplainedRequest): Promise<ExplainedRun> {
  const headers = { 'content-type': 'application/json', accept: 'application/json', 'x-autoweave-explain': '1' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(request) }).catch((error: Error) => {
    throw new Error(`${url} cannot be reached`, { cause: error });
  });
  const answer = (await response.json().catch(() => undefined)) as Answer | undefined;
  const explain = answer?.extensions?.explain;
  if (explain !== undefined) return explain;
  throw new Error(`${url}: ${answer?.errors?.[0]?.message ?? `status ${response.status}, and no plan: it is told to callers on the gateway's own machine`}`);
}

/** The plan, what may be kept, and each call, as lines for a terminal. */
export function toRunLines({ planner, plan, tookMs, calls, cache }: ExplainedRun): string[] {
  return [
    ...(plan === null ? ['no subgraph is asked'] : [`planned by ${planner ?? 'nobody'}`, ...toPlanLines(plan)]),
    '',
    `answered in ${tookMs} ms; ${toCacheText(cache)}`,
    ...calls.map(toCallLine),
  ];
}

function toCacheText({ maxAgeMs, scope, because }: NonNullable<ExplainedRun['cache']> = {}): string {
  if (maxAgeMs === undefined) return `whole answers are not kept${because === undefined || because === null ? '' : ` (${because})`}`;
  return `whole answers are kept for ${maxAgeMs / 1_000} s, ${scope === 'PRIVATE' ? 'for each principal' : 'for the workspace'}`;
}

function toCallLine({ service, startedMs, tookMs, entities, outcome, policies }: TracedCall): string {
  const facts = [`took ${tookMs} ms from ${startedMs} ms on`, ...(entities === undefined ? [] : [`${entities} entities`]), outcome, ...policies];
  return `  ${service}: ${facts.join(', ')}`;
}
