import type { SubgraphError } from '../../platform/subgraph/endpoint.ts';
import type { Payload } from './payload.ts';

/** Where the results of a running operation go; a wire has one for each operation. `error` or `complete` comes last, once. */
export interface ClientSink {
  /** Takes a result. Answers a promise when the client can take no other before that resolves. */
  next(payload: Payload): Promise<void> | undefined;
  /** The operation was refused, or ended for a reason. */
  error(errors: readonly SubgraphError[]): void;
  complete(): void;
}
