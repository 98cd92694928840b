import type { Clock } from '../../platform/clock/clock.ts';
import type { Closable } from '../../platform/lifecycle/lifecycle.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import type { Generation, GenerationSource } from '../generation.ts';
import type { Engine, Operation, OperationFrame, OperationPart } from '../operation.ts';
import type { OperationsInUse } from './operations-in-use.ts';

/** A generation together with what must be closed when nobody uses it any more, e.g. its connections to subgraphs. */
export type OwnedGeneration = Generation & Closable;

/** The generations of a running gateway: one in force, and older ones that still have operations. */
export interface LiveGenerations extends GenerationSource, Closable {
  /** Puts another in force. The one before closes as soon as its last operation has ended. */
  replace(next: OwnedGeneration): void;
  /** Closes the one in force as well, without waiting for operations. */
  close(): Promise<void>;
}

/** How generations take over from each other. */
export interface LiveGenerationsOptions {
  /** How long a generation that was replaced stays open for operations that were admitted with it and have not begun. Without: not at all. */
  readonly linger?: { readonly clock: Clock; readonly ms: number };
  /** Learns of every operation that begins. */
  readonly inUse?: OperationsInUse;
}

/** Starts with `first` in force; owns every generation that it is given. */
export function createLiveGenerations(first: OwnedGeneration, logger: Logger, options: LiveGenerationsOptions = {}): LiveGenerations {
  const listeners = new Set<(generation: Generation) => void>();
  const retired = new Set<Living>();
  let current = createLiving(first, forget, options);

  function forget(living: Living, closing: Promise<void>): void {
    closing.catch((error: unknown) => logger.error({ err: error }, 'an old supergraph did not close cleanly'));
    retired.delete(living);
  }

  return {
    current: () => current.generation,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    replace(next) {
      const before = current;
      current = createLiving(next, forget, options);
      retired.add(before);
      before.retire();
      for (const listener of listeners) listener(current.generation);
    },
    async close() {
      await Promise.all([...retired, current].map((living) => living.closeNow()));
    },
  };
}

interface Living {
  readonly generation: Generation;
  retire(): void;
  closeNow(): Promise<void>;
}

function createLiving(owned: OwnedGeneration, onClosed: (living: Living, closing: Promise<void>) => void, options: LiveGenerationsOptions): Living {
  const { linger, inUse } = options;
  let running = 0;
  let isRetired = false;
  let closing: Promise<void> | undefined;

  function close(): Promise<void> {
    closing ??= Promise.resolve(owned.close());
    return closing;
  }

  function closeIfUnused(): void {
    if (isRetired && running === 0) onClosed(living, close());
  }

  function enter(operation: Operation): () => void {
    running += 1;
    inUse?.note(operation);
    return () => {
      running -= 1;
      closeIfUnused();
    };
  }

  const living: Living = {
    generation: {
      apiSchema: owned.apiSchema,
      supergraphSdl: owned.supergraphSdl,
      engine: countOperations(owned.engine, enter),
      ...(owned.checks === undefined ? {} : { checks: owned.checks }),
    },
    retire() {
      function expire(): void {
        isRetired = true;
        closeIfUnused();
      }
      if (linger === undefined) expire();
      else linger.clock.after(linger.ms, expire);
    },
    closeNow: close,
  };
  return living;
}

function countOperations(engine: Engine, enter: (operation: Operation) => () => void): Engine {
  async function* executeInParts(operation: Operation): AsyncGenerator<OperationPart, void, undefined> {
    const leave = enter(operation);
    try {
      yield* engine.executeInParts?.(operation) ?? [];
    } finally {
      leave();
    }
  }

  return {
    ...engine,
    ...(engine.executeInParts === undefined ? {} : { executeInParts }),
    async execute(operation) {
      const leave = enter(operation);
      try {
        return await engine.execute(operation);
      } finally {
        leave();
      }
    },
    async *subscribe(operation, options): AsyncGenerator<OperationFrame, void, undefined> {
      const leave = enter(operation);
      try {
        yield* engine.subscribe(operation, options);
      } finally {
        leave();
      }
    },
  };
}
