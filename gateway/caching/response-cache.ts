import { createHash } from 'node:crypto';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import type { Generation } from '../generation.ts';
import type { Operation, OperationResult } from '../operation.ts';
import { toAuthorisationClass } from './authorisation-class.ts';
import type { CacheHints } from './cache-hints.ts';
import type { CacheMetrics, CacheOutcome } from './cache-metrics.ts';
import { narrowPolicy, toOperationPolicy, type CachePolicy } from './cache-policy.ts';
import { toAnswerTag, toNamedTag } from './invalidation.ts';
import type { KeptValue } from './kept-value.ts';
import type { KeptValues, Look } from './kept-values.ts';
import type { SupergraphHints } from './supergraph-hints.ts';
import type { WriteMarks } from './write-marks.ts';

/** Runs an operation and asks no earlier answer. */
export type Execute = (operation: Operation) => Promise<OperationResult>;

/** How an answer came about. */
export interface CacheReport {
  readonly outcome: CacheOutcome;
  readonly reason: string;
  readonly ageMs: number;
  readonly policy: CachePolicy;
}

/** Whole answers, for every wire alike. */
export interface ResponseCache {
  /**
   * Answers an operation from what is kept, or executes and keeps it. `report` hears how, when anything of this supergraph
   * is kept at all. Rejects as `execute` does.
   */
  answer(operation: Operation, generation: Generation, run: { execute: Execute; report(report: CacheReport): void }): Promise<OperationResult>;
}

/** What the cache of whole answers works with. */
export interface ResponseCacheParts {
  readonly values: KeptValues;
  readonly hintsOf: (generation: Generation) => SupergraphHints;
  readonly marks: WriteMarks;
  readonly metrics: CacheMetrics;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Longest that an answer may be asked for anew. */
  readonly deadlineMs: number;
}

/** Larger answers are not kept. */
const MAX_KEPT_LENGTH = 1_048_576;
const LONG_VARIABLES = 128;

/** One document in one supergraph. */
interface Judged {
  readonly policy: CachePolicy;
  /** What its answers are dropped by. */
  readonly tags: readonly string[];
  readonly key: string;
}

/** An answer on its way that others may get as well. */
interface Flight {
  /** How many writes there had been. */
  readonly writes: number;
  readonly value: Promise<KeptValue | undefined>;
}

/** Makes it; those who ask for the same at once wait for one execution. */
export function createResponseCache(parts: ResponseCacheParts): ResponseCache {
  const { values, marks, hintsOf, metrics, clock, logger } = parts;
  const judgedOf = new WeakMap<OperationDefinitionNode, { readonly generation: Generation; readonly document: DocumentNode; readonly judged: Judged }>();
  const flights = new Map<string, Flight>();
  const refreshing = new Set<string>();

  function judge({ definition, document, source, operationName }: Operation, generation: Generation, hints: CacheHints): Judged {
    const known = judgedOf.get(definition);
    if (known !== undefined && known.generation === generation && known.document === document) return known.judged;
    const policy = toOperationPolicy({ schema: generation.apiSchema, document, definition }, hints);
    const key = `gateway:answer:${hintsOf(generation).hash}:${toHash(`${operationName ?? ''}\n${source}`)}`;
    const judged = { policy, key, tags: [...policy.types.map(toAnswerTag), ...policy.tags.map(toNamedTag)] };
    judgedOf.set(definition, { generation, document, judged });
    return judged;
  }

  async function keepAnswer(run: { operation: Operation; judged: Judged; key: string }, execute: Execute) {
    const { operation, judged, key } = run;
    const asking = await values.begin(operation.identity, judged.policy.events);
    const result = await execute(operation);
    const text = toKeepableText(result);
    if (text === undefined) return { result, value: undefined };
    const value = await values.keep(operation.identity, key, {
      asking,
      policy: narrowPolicy(judged.policy, result.freshness),
      text,
      position: toPosition(result),
      tags: judged.tags,
    });
    return { result, value };
  }

  /** Asks for a stale answer anew, once at a time, with nobody waiting. */
  function refresh(run: { operation: Operation; judged: Judged; key: string }, execute: Execute): void {
    if (refreshing.has(run.key)) return;
    refreshing.add(run.key);
    const over = new AbortController();
    const cancel = clock.after(parts.deadlineMs, () => over.abort(new Error('the answer was not refreshed in time')));
    const { minPosition: _read, ...asked } = run.operation;
    const operation = { ...asked, signal: over.signal, deadlineMs: clock.elapsed() + parts.deadlineMs, asText: true };
    keepAnswer({ ...run, operation }, execute)
      .catch((error: unknown) => logger.debug({ err: error }, 'a stale answer was not refreshed'))
      .finally(() => {
        cancel();
        refreshing.delete(run.key);
      });
  }

  async function fly(run: { operation: Operation; judged: Judged; key: string }, execute: Execute): Promise<OperationResult> {
    const landed = Promise.withResolvers<KeptValue | undefined>();
    const flight: Flight = { writes: marks.count, value: landed.promise };
    flights.set(run.key, flight);
    let value: KeptValue | undefined;
    try {
      const kept = await keepAnswer(run, execute);
      value = kept.value;
      return kept.result;
    } finally {
      if (flights.get(run.key) === flight) flights.delete(run.key);
      landed.resolve(value);
    }
  }

  /** The answer that another caller waits for already, when it serves this one too. */
  async function join({ operation, judged, key }: { operation: Operation; judged: Judged; key: string }): Promise<KeptValue | undefined> {
    const flight = flights.get(key);
    if (flight === undefined || flight.writes !== marks.count) return undefined;
    const value = await flight.value;
    if (value === undefined) return undefined;
    return values.serves(operation.identity, value, { policy: judged.policy, minPosition: operation.minPosition }) ? value : undefined;
  }

  async function answerQuery(operation: Operation, generation: Generation, run: Parameters<ResponseCache['answer']>[2]): Promise<OperationResult> {
    const { hints } = hintsOf(generation);
    if (hints === undefined) return run.execute(operation);
    const judged = judge(operation, generation, hints);
    const { policy } = judged;
    function tell(outcome: CacheOutcome, reason: string, kept?: Pick<KeptValue, 'maxAgeMs' | 'staleMs'> & { readonly ageMs?: number }): void {
      metrics.count('answer', { outcome, reason });
      const told = kept === undefined || kept.maxAgeMs === policy.maxAgeMs ? policy : { ...policy, maxAgeMs: kept.maxAgeMs, staleMs: kept.staleMs };
      run.report({ outcome, reason, ageMs: kept?.ageMs ?? 0, policy: told });
    }
    if (policy.maxAgeMs === 0 || operation.trace !== undefined) {
      tell('bypass', operation.trace === undefined ? 'no age' : 'explained');
      return run.execute(operation);
    }
    const key = `${judged.key}:${toAuthorisationClass(operation.identity, policy.isPrivate)}:${toVariablesKey(operation.variables)}`;
    const look: Look = await values.look(operation.identity, key, { policy, minPosition: operation.minPosition });
    if (look.kind !== 'none') {
      tell(look.kind === 'fresh' ? 'hit' : 'stale', look.kind, look.value);
      if (look.kind === 'stale') refresh({ operation, judged, key }, run.execute);
      return toResult(look.value, operation);
    }
    const joined = await join({ operation, judged, key });
    if (joined !== undefined) {
      tell('hit', 'shared', joined);
      return toResult(joined, operation);
    }
    tell('miss', look.reason);
    return fly({ operation, judged, key }, run.execute);
  }

  async function runMutation(operation: Operation, generation: Generation, execute: Execute): Promise<OperationResult> {
    if (hintsOf(generation).hints === undefined) return execute(operation);
    let position: Position | undefined;
    try {
      const result = await execute(operation);
      position = toPosition(result);
      return result;
    } finally {
      await marks.note(operation.identity, position);
    }
  }

  return {
    answer(operation, generation, run) {
      return operation.definition.operation === 'mutation' ? runMutation(operation, generation, run.execute) : answerQuery(operation, generation, run);
    },
  };
}

function toHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** Equal values in another order are another key: that costs a miss, never a wrong answer. */
function toVariablesKey(variables: Readonly<Record<string, unknown>>): string {
  const text = JSON.stringify(variables);
  return text.length > LONG_VARIABLES ? toHash(text) : text;
}

/** Nothing with an error is kept, and no answer without data. */
function toKeepableText({ data, dataText, errors }: OperationResult): string | undefined {
  if (errors !== undefined) return undefined;
  const text = dataText ?? (data === undefined || data === null ? undefined : JSON.stringify(data));
  return text === undefined || text === 'null' || text.length > MAX_KEPT_LENGTH ? undefined : text;
}

function toPosition({ extensions }: OperationResult): Position | undefined {
  const stream = extensions?.['stream'];
  const position = typeof stream === 'object' && stream !== null ? (stream as { position?: unknown }).position : undefined;
  return typeof position === 'string' ? position : undefined;
}

function toResult({ text, position }: KeptValue, { asText }: Operation): OperationResult {
  const data = asText === true ? { dataText: text } : { data: JSON.parse(text) as Record<string, unknown> };
  return position === undefined ? data : { ...data, extensions: { stream: { position } } };
}
