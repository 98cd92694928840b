import type { DefinitionNode } from 'graphql';
import type { Operation } from '../operation.ts';

/** The operations that clients send, as far as a plan depends on them: without who asked, and of the values only the Booleans. */
export interface OperationsInUse {
  note(operation: Operation): void;
  list(): readonly Operation[];
}

const NOBODY: Operation['identity'] = { workspace: 'default', principal: 'anonymous', correlationId: 'warm-up', traceparent: '' };

/** Remembers at most `max`: the oldest makes room, and is back with its next request. */
export function createOperationsInUse(max: number): OperationsInUse {
  const known = new Map<DefinitionNode, Operation>();
  return {
    note(operation) {
      const { source, document, definition, operationName, variables } = operation;
      // Documents are kept parsed, so that a definition that comes again is the same object.
      if (known.has(definition)) return;
      const booleans = Object.fromEntries(Object.entries(variables).filter(([, value]) => typeof value === 'boolean'));
      const signal = new AbortController().signal;
      known.set(definition, { source, document, definition, operationName, variables: booleans, identity: NOBODY, signal });
      const [oldest] = known.keys();
      if (known.size > max && oldest !== undefined) known.delete(oldest);
    },
    list: () => [...known.values()],
  };
}
