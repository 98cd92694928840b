import type { Engine, Operation, OperationPart } from '../../../gateway/operation.ts';

/** Runs an operation in parts, to its end. */
export async function gatherParts(engine: Engine, operation: Operation): Promise<OperationPart[]> {
  if (engine.executeInParts === undefined) throw new Error('this engine answers everything whole');
  const parts: OperationPart[] = [];
  for await (const part of engine.executeInParts(operation)) parts.push(part);
  return parts;
}
