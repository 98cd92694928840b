import type { SubgraphError } from '../platform/subgraph/endpoint.ts';
import type { AdmittedOperation } from './admission/stage.ts';
import type { ResponseCache } from './caching/response-cache.ts';
import { withCodes } from './errors.ts';
import type { Generation } from './generation.ts';
import type { Operation, OperationPart, OperationResult } from './operation.ts';

/** True for an operation whose answer may come in parts. What it cost is counted in whole answers. */
export function mayDefer({ definition, request, generation, cost }: AdmittedOperation): boolean {
  if (!request.query.includes('defer') || definition.operation === 'subscription') return false;
  return generation.engine.executeInParts !== undefined && cost?.report === undefined;
}

/** An operation that runs, and when it must be over. */
export interface RunningDeadline {
  readonly operation: Operation;
  /** Rejects when the time is over or the client is gone. */
  readonly passed: Promise<never>;
  /** Aborts what still runs: nobody wants the parts that are to come. */
  abandon(): void;
  /** To be called when the last part is there, or nobody wants it. */
  end(): void;
}

/** What runs the first part. */
export interface PartsRunner {
  readonly responses: ResponseCache;
  /** Has a generation's engine execute an operation, in its turn. */
  readonly execute: (operation: Operation, generation: Generation) => Promise<OperationResult>;
}

/**
 * Runs an operation in parts, the first in its turn. None of them is kept for others. Throws what stops the first; what stops a later
 * one is told in it.
 */
export async function* runParts(
  { generation }: AdmittedOperation,
  { operation, passed, abandon, end }: RunningDeadline,
  { responses, execute }: PartsRunner,
): AsyncGenerator<OperationPart, void, undefined> {
  const parts = generation.engine.executeInParts?.(operation)[Symbol.asyncIterator]();
  if (parts === undefined) throw new Error('this engine answers everything whole');
  const iterator = parts;
  let hasNext = false;
  let isWhole = false;

  async function executeFirst(): Promise<OperationResult> {
    const { done, value } = await iterator.next();
    if (done === true) throw new Error('an answer has a first part');
    const { hasNext: isMore, ...result } = value;
    hasNext = isMore;
    return result;
  }

  const isMutation = operation.definition.operation === 'mutation';
  try {
    // A generation of its own, so that nothing is shared: the other parts are this operation's alone.
    const own: Generation = { ...generation, engine: { ...generation.engine, execute: executeFirst } };
    const first = isMutation
      ? responses.answer(operation, generation, { execute: (asked) => execute(asked, own), report: () => undefined })
      : execute(operation, own);
    yield { ...withCodes(await Promise.race([first, passed])), hasNext };
    for await (const part of { [Symbol.asyncIterator]: () => iterator }) yield withPartCodes(part);
    isWhole = true;
  } finally {
    if (!isWhole) abandon();
    end();
    // Not waited for: what the engine is about may take longer than anybody waits.
    Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
}

function withPartCodes(part: OperationPart): OperationPart {
  const { incremental } = part;
  return incremental === undefined ? part : { ...part, incremental: incremental.map(withCodes) };
}

/** All errors that a part tells. */
export function toPartErrors({ errors = [], incremental = [] }: OperationPart): readonly SubgraphError[] {
  return [...errors, ...incremental.flatMap((one) => one.errors ?? [])];
}
