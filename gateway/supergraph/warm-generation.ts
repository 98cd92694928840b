import { setImmediate as nextTurn } from 'node:timers/promises';
import { validate } from 'graphql';
import type { Generation } from '../generation.ts';
import type { OperationsInUse } from './operations-in-use.ts';

/** How the operations in use fare on another supergraph. */
export interface Warmth {
  readonly warmed: number;
  /** Operations that clients send and the supergraph does not know any more, or cannot plan. */
  readonly broken: number;
}

/** Plans the operations in use for a generation before it is in force, one a turn of the event loop, so that requests go on meanwhile. */
export async function warmGeneration({ apiSchema, engine }: Generation, inUse: OperationsInUse): Promise<Warmth> {
  let warmed = 0;
  let broken = 0;
  for (const operation of inUse.list()) {
    await nextTurn();
    try {
      if (validate(apiSchema, operation.document).length > 0) broken += 1;
      else {
        await engine.warm?.(operation);
        warmed += 1;
      }
    } catch {
      broken += 1;
    }
  }
  return { warmed, broken };
}
