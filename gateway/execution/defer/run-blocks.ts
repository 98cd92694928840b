import type { SubgraphError } from '../../../platform/subgraph/endpoint.ts';
import { executePlan } from '../execute-plan.ts';
import type { Run } from '../run.ts';
import type { PreparedBlock } from './prepare-deferred.ts';

/** What is being asked for deferred fragments. */
export interface RunningBlocks {
  /** The errors of what was asked for a fragment once all of it is there; undefined before. */
  errorsOf(fragment: number): readonly SubgraphError[] | undefined;
  /** Resolves when another block has ended, or the operation's signal aborts. Rejects for a defect. */
  ended(): Promise<void>;
}

/** Begins the blocks, and each one's own as soon as it has ended. They share what the run has gathered, but each has errors of its own. */
export function runBlocks(blocks: readonly PreparedBlock[], run: Run): RunningBlocks {
  const waiting = new Set<number>();
  const errors = new Map<number, readonly SubgraphError[]>();
  let wake = toWake();

  function ring(): void {
    wake.resolve();
    wake = toWake();
  }

  function expect(block: PreparedBlock): void {
    waiting.add(block.fragment);
    block.blocks.forEach(expect);
  }

  async function runBlock({ fragment, node, blocks: inner }: PreparedBlock): Promise<void> {
    const own: Run = { ...run, errors: [] };
    if (node !== undefined) await executePlan(node, own);
    waiting.delete(fragment);
    errors.set(fragment, own.errors);
    ring();
    await Promise.all(inner.map(runBlock));
  }

  const { signal } = run.operation;
  signal.addEventListener('abort', ring, { once: true });
  blocks.forEach(expect);
  Promise.all(blocks.map(runBlock)).then(
    () => signal.removeEventListener('abort', ring),
    (defect: unknown) => wake.reject(defect),
  );
  return {
    errorsOf: (fragment) => errors.get(fragment) ?? (waiting.has(fragment) ? undefined : []),
    ended: () => wake.promise,
  };
}

/** A defect may come while nobody waits. */
function toWake(): PromiseWithResolvers<void> {
  const wake = Promise.withResolvers<void>();
  wake.promise.catch(() => undefined);
  return wake;
}
