import { createSharedFlights, type SharedFlights } from '../platform/async/shared-flights.ts';
import { toCallerKey } from '../platform/request/scope.ts';
import type { Generation } from './generation.ts';
import type { Operation, OperationResult } from './operation.ts';

/** Executes an operation on a generation. */
export type Execute = (operation: Operation, generation: Generation) => Promise<OperationResult>;

/**
 * Executes queries that are equal and under way at the same time once. Equal means the same document, variables and minimal position,
 * by the same principal of the same workspace, with the same forwarded headers. A query never joins one that began before a mutation of
 * this process ended, so that it sees what was written. Each keeps its own deadline, and gets a result of its own.
 * Mutations and what is explained are never shared.
 */
export function shareOperations(execute: Execute): Execute {
  const byGeneration = new WeakMap<Generation, SharedFlights<OperationResult>>();
  let writes = 0;

  function flightsOf(generation: Generation): SharedFlights<OperationResult> {
    const flights = byGeneration.get(generation) ?? createSharedFlights<OperationResult>((result) => ({ ...result }));
    byGeneration.set(generation, flights);
    return flights;
  }

  return async (operation, generation) => {
    if (operation.definition.operation === 'mutation') {
      try {
        return await execute(operation, generation);
      } finally {
        writes += 1;
      }
    }
    if (operation.trace !== undefined) return execute(operation, generation);
    const { deadlineMs: _own, ...shared } = operation;
    return flightsOf(generation).run(toKey(operation, writes), operation.signal, (signal) => execute({ ...shared, signal }, generation));
  };
}

function toKey({ source, operationName, variables, identity, minPosition, asText }: Operation, writes: number): string {
  return JSON.stringify([writes, toCallerKey(identity), operationName ?? null, variables, minPosition ?? null, asText ?? false, source]);
}
