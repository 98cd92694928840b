import type { Closable } from '../../platform/lifecycle/lifecycle.ts';
import type { SubgraphEndpoint } from '../../platform/subgraph/endpoint.ts';

/**
 * A subgraph as the engine sees it, wherever it runs. An answer's `data` belongs to the caller, who changes it.
 * `execute` rejects with a CodedError (SUBGRAPH_UNAVAILABLE, DEADLINE_EXCEEDED …) when the call itself failed.
 */
export interface Upstream extends SubgraphEndpoint, Closable {}

/** Adds one concern to an upstream, and leaves the rest of it as it was. */
export type UpstreamPolicy = (upstream: Upstream) => Upstream;

/** Wraps an upstream in policies; the first of the list is the outermost. */
export function wrapUpstream(upstream: Upstream, policies: readonly UpstreamPolicy[]): Upstream {
  return policies.reduceRight((inner, policy) => policy(inner), upstream);
}
