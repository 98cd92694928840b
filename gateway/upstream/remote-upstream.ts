import type { Clock } from '../../platform/clock/clock.ts';
import { balanceCopies } from './balance-copies.ts';
import { createHttpUpstream } from './http-upstream.ts';
import { watchSubgraph, type PolicyWatch } from './policy-watch.ts';
import type { SubgraphPolicies } from './subgraph-policies.ts';
import { wrapUpstream, type Upstream, type UpstreamPolicy } from './upstream.ts';
import { createWebSocketUpstream } from './websocket-upstream.ts';
import { withBreaker } from './with-breaker.ts';
import { withConcurrencyCap } from './with-concurrency-cap.ts';
import { withHedge } from './with-hedge.ts';
import { withResume } from './with-resume.ts';
import { withRetry } from './with-retry.ts';
import { withSharedFlight } from './with-shared-flight.ts';

/** A subgraph in other processes, and how it is treated. */
export interface RemoteUpstreamOptions {
  readonly name: string;
  /** One or more copies, `http:` or `https:`. Subscriptions use the same address over `ws:` or `wss:`. */
  readonly urls: readonly [string, ...string[]];
  /** True when the subgraph is ours and may learn workspace and principal. */
  readonly forwardIdentity: boolean;
  /** Sent to a subgraph of ours, which takes calls from another machine only with it. */
  readonly secret?: string | undefined;
  readonly timeoutMs: number;
  readonly policies?: SubgraphPolicies;
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  /** Learns what the policies do. */
  readonly watch?: PolicyWatch | undefined;
}

/** A subgraph in other processes, with every policy that applies to it, outermost first. */
export function createRemoteUpstream(options: RemoteUpstreamOptions): Upstream {
  const { clock, random, policies = {} } = options;
  const watch = watchSubgraph(options.watch, options.name);
  const { retry, breaker, concurrency, hedge, deduplicate = false } = policies;
  const [first, ...others] = options.urls;
  const balanced = balanceCopies([createCopy(first, options), ...others.map((url) => createCopy(url, options))], clock);
  return wrapUpstream(balanced, [
    withResume({ clock, random }),
    deduplicate ? withSharedFlight() : unchanged,
    breaker === undefined ? unchanged : withBreaker(breaker, clock, watch),
    retry === undefined ? unchanged : withRetry(retry, { clock, random, watch }),
    hedge === undefined ? unchanged : withHedge(hedge, clock, watch),
    concurrency === undefined ? unchanged : withConcurrencyCap(concurrency, watch),
  ]);
}

function createCopy(url: string, { name, forwardIdentity, secret, clock, timeoutMs, watch, policies = {} }: RemoteUpstreamOptions): Upstream {
  const { tls, headers, maxResponseBytes } = policies;
  const connection = { name, forwardIdentity, secret, ...(tls === undefined ? {} : { tls }) };
  const subscriptions = createWebSocketUpstream({ ...connection, url: url.replace(/^http/i, 'ws'), clock });
  const bounds = maxResponseBytes === undefined ? {} : { maxResponseBytes };
  const timeout = { timeoutMs: policies.timeoutMs ?? timeoutMs, clock, watch: watchSubgraph(watch, name) };
  return createHttpUpstream({ ...connection, ...bounds, url, timeout, subscriptions, ...(headers === undefined ? {} : { headers }) });
}

const unchanged: UpstreamPolicy = (upstream) => upstream;
