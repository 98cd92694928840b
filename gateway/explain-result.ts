import type { Engine, Operation, OperationResult } from './operation.ts';
import type { CallTrace } from './upstream/call-trace.ts';

/** Runs an operation and adds `extensions.explain`: its plan and who made it, the calls that it made, and how long all of it took. */
export async function explainResult(engine: Engine, operation: Operation, trace: CallTrace): Promise<OperationResult> {
  const result = await engine.execute(operation);
  const tookMs = trace.elapsedMs();
  const explained = await engine.explain?.(operation);
  const explain = { tookMs, planner: explained?.planner ?? null, plan: explained?.node ?? null, calls: trace.calls };
  return { ...result, extensions: { ...result.extensions, explain } };
}
