import type { SubgraphAnswer, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import { mayRepeat } from './may-repeat.ts';
import type { UpstreamPolicy } from './upstream.ts';

interface Waiter {
  resolve(answer: SubgraphAnswer): void;
  reject(reason: unknown): void;
}

/** One call on its way, and who waits for its answer. */
interface Flight {
  readonly waiters: Set<Waiter>;
  readonly over: AbortController;
}

/**
 * Sends a query that is on its way already no second time: whoever asks the same gets a copy of the answer. The same means
 * that all that goes out is equal, who asks and the client's headers included, but for what traces a request. One that gives
 * up leaves the others waiting; the call is aborted with the last. Each keeps its own deadline, the call has the timeout of
 * the subgraph. Mutations are never shared.
 */
export function withSharedFlight(): UpstreamPolicy {
  return (upstream) => {
    const flights = new Map<string, Flight>();

    function depart(key: string, request: SubgraphRequest): Flight {
      const flight: Flight = { waiters: new Set(), over: new AbortController() };
      const { deadlineMs: _own, ...shared } = request;
      flights.set(key, flight);
      upstream
        .execute({ ...shared, signal: flight.over.signal })
        .finally(() => {
          if (flights.get(key) === flight) flights.delete(key);
        })
        .then(
          (answer) => {
            const [first, ...others] = flight.waiters;
            // The copies are made before anybody changes the original.
            for (const waiter of others) waiter.resolve(copyAnswer(answer));
            first?.resolve(answer);
          },
          (error: unknown) => {
            for (const waiter of flight.waiters) waiter.reject(error);
          },
        );
      return flight;
    }

    function board(key: string, flight: Flight, { signal }: SubgraphRequest): Promise<SubgraphAnswer> {
      return new Promise((resolve, reject) => {
        function leave(): void {
          flight.waiters.delete(waiter);
          reject(signal.reason as Error);
          if (flight.waiters.size > 0) return;
          if (flights.get(key) === flight) flights.delete(key);
          flight.over.abort(signal.reason);
        }
        const waiter: Waiter = {
          resolve(answer) {
            signal.removeEventListener('abort', leave);
            resolve(answer);
          },
          reject(reason) {
            signal.removeEventListener('abort', leave);
            reject(reason as Error);
          },
        };
        flight.waiters.add(waiter);
        signal.addEventListener('abort', leave, { once: true });
      });
    }

    async function execute(request: SubgraphRequest): Promise<SubgraphAnswer> {
      if (!mayRepeat(request)) return upstream.execute(request);
      if (request.signal.aborted) throw request.signal.reason;
      const key = toKey(request);
      const known = flights.get(key);
      if (known !== undefined) request.note?.('shared a call on its way');
      return board(key, known ?? depart(key, request), request);
    }
    return { ...upstream, execute };
  };
}

function toKey({ query, operationName, variables, stream, identity }: SubgraphRequest): string {
  const { workspace, principal, headers = {} } = identity;
  const sorted = Object.entries(headers).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([workspace, principal, sorted, query, operationName ?? null, variables ?? null, stream ?? null]);
}

function copyAnswer(answer: SubgraphAnswer): SubgraphAnswer {
  return structuredClone(answer);
}
