import { createSharedFlights } from '../../platform/async/shared-flights.ts';
import { toCallerKey } from '../../platform/request/scope.ts';
import type { SubgraphAnswer, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import { mayRepeat } from './may-repeat.ts';
import type { UpstreamPolicy } from './upstream.ts';

/**
 * Sends a query that is on its way already no second time: whoever asks the same gets a copy of the answer. The same means
 * that all that goes out is equal, who asks and the client's headers included, but for what traces a request. One that gives
 * up leaves the others waiting; the call is aborted with the last. Each keeps its own deadline, the call has the timeout of
 * the subgraph. Mutations are never shared, nor is a query that wants what is true now (`fresh`); and none joins one that began
 * before a mutation of this subgraph ended, so that it sees what was written.
 */
export function withSharedFlight(): UpstreamPolicy {
  return (upstream) => {
    const flights = createSharedFlights<SubgraphAnswer>((answer) => structuredClone(answer));
    let writes = 0;

    async function execute(request: SubgraphRequest): Promise<SubgraphAnswer> {
      if (!mayRepeat(request)) {
        try {
          return await upstream.execute(request);
        } finally {
          writes += 1;
        }
      }
      if (request.fresh === true) return upstream.execute(request);
      const key = toKey(request, writes);
      if (flights.has(key)) request.note?.('shared a call on its way');
      const { deadlineMs: _own, readText: _form, ...shared } = request;
      return flights.run(key, request.signal, (signal) => upstream.execute({ ...shared, signal }));
    }
    return { ...upstream, execute };
  };
}

function toKey({ query, operationName, variables, stream, mayShare, identity }: SubgraphRequest, writes: number): string {
  return JSON.stringify([writes, toCallerKey(identity), query, operationName ?? null, variables ?? null, stream ?? null, mayShare ?? false]);
}
