import type { Clock } from '../platform/clock/clock.ts';
import type { Engine, Operation, OperationResult } from './operation.ts';

/** Runs an operation and adds `extensions.explain`: its plan and who made it, the calls that it made, and how long all of it took. */
export async function explainResult(engine: Engine, operation: Operation, clock: Clock): Promise<OperationResult> {
  const startedMs = clock.elapsed();
  const result = await engine.execute(operation);
  const tookMs = Math.round((clock.elapsed() - startedMs) * 1_000) / 1_000;
  const explained = await engine.explain?.(operation);
  const explain = { tookMs, planner: explained?.planner ?? null, plan: explained?.node ?? null, calls: operation.trace?.calls ?? [] };
  return { ...result, extensions: { ...result.extensions, explain } };
}
