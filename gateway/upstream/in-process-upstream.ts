import type { SubgraphEndpoint } from '../../platform/subgraph/endpoint.ts';
import type { Upstream } from './upstream.ts';

/** A subgraph in this process: a plain call, without HTTP or JSON. Whoever started the subgraph also stops it. */
export function createInProcessUpstream(endpoint: SubgraphEndpoint): Upstream {
  return {
    name: endpoint.name,
    execute: (request) => endpoint.execute(request),
    subscribe: (request) => endpoint.subscribe(request),
    close() {},
  };
}
