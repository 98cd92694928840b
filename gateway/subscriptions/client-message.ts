import type { SubgraphError } from '../../platform/subgraph/endpoint.ts';
import type { Payload } from './payload.ts';

/** What a running operation sends to its client. `error` is the last message; without it the end means complete. */
export type ClientMessage = { readonly kind: 'next'; readonly payload: Payload } | { readonly kind: 'error'; readonly errors: readonly SubgraphError[] };
