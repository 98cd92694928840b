import { CodedError } from '../platform/errors/coded-error.ts';
import type { StreamState, SubgraphError } from '../platform/subgraph/endpoint.ts';
import { RefusedOperation } from './errors.ts';

/** What passes by itself, and what a subscription that waits for it is told meanwhile. */
const STATE_BY_CODE: ReadonlyMap<unknown, StreamState> = new Map([
  ['SUBGRAPH_UNAVAILABLE', 'reconnecting'],
  ['LOG_UNAVAILABLE', 'degraded'],
  ['STORE_UNAVAILABLE', 'degraded'],
]);

/** The state of a subscription that waits until these errors have passed; undefined when one of them does not pass by itself, or there is none. */
export function toPassingState(errors: readonly SubgraphError[] | undefined): StreamState | undefined {
  const states = (errors ?? []).map(({ extensions }) => STATE_BY_CODE.get(extensions?.['code']));
  return states.every((state) => state !== undefined) ? states[0] : undefined;
}

/** As `toPassingState`, for something thrown. */
export function toPassingStateOf(thrown: unknown): StreamState | undefined {
  if (thrown instanceof RefusedOperation) return toPassingState(thrown.errors);
  return thrown instanceof CodedError ? STATE_BY_CODE.get(thrown.code) : undefined;
}
