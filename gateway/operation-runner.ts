import type { Clock } from '../platform/clock/clock.ts';
import type { Logger } from '../platform/logging/logger.ts';
import type { RequestIdentity } from '../platform/request/scope.ts';
import type { SubgraphError } from '../platform/subgraph/endpoint.ts';
import type { Admission } from './admission/admission.ts';
import type { AdmittedOperation, OperationRequest, Wire } from './admission/stage.ts';
import type { CacheReport, ResponseCache } from './caching/response-cache.ts';
import { asksForCache, setCacheHeaders, withCacheReport, withExplainedCache } from './caching/tell-cached.ts';
import { startDeadline } from './deadline.ts';
import { toAnsweredErrors, toOutcomeCode, withCodes } from './errors.ts';
import type { GenerationSource } from './generation.ts';
import type { GatewayMetrics } from './metrics.ts';
import type { Operation, OperationPart, OperationResult } from './operation.ts';
import type { PartForm } from './part-writer.ts';
import { mayDefer, runParts, toPartErrors, type RunningDeadline } from './run-parts.ts';
import { createCallTrace } from './upstream/call-trace.ts';
import type { Execute } from './share-operations.ts';
import { StartedOperation, type RunningOperation, type StartParts } from './started-operation.ts';
import type { ClientSink } from './subscriptions/client-sink.ts';
import type { CursorSealer } from './subscriptions/cursor.ts';
import type { RunningSubscriptions } from './subscriptions/running-subscriptions.ts';
import type { SharedSources } from './subscriptions/shared-sources.ts';
import type { BegunSubscription } from './subscriptions/subscription-standing.ts';
import { tellCosts } from './subscriptions/tell-costs.ts';
import type { PayloadTaker } from './subscriptions/payload.ts';
import { runSubscription } from './subscriptions/run-subscription.ts';

/** An operation on its way in on a wire that streams. */
export interface StreamingOperation {
  readonly wire: Wire;
  readonly request: OperationRequest;
  readonly identity: RequestIdentity;
  /** What further operations share, where a wire has it. */
  readonly connection?: object;
  /** The peer's address. */
  readonly address?: string | undefined;
  /** Asks for the plan and what it took, as `extensions.explain`. */
  readonly explains?: boolean;
  /** In which form its answer comes if it comes in parts; by default the one that its request names, else `20220824`. */
  readonly partForm?: PartForm | undefined;
}

/** A request on its way in, whatever wire it came by. */
interface IncomingOperation extends StreamingOperation {
  /** Aborted when the client is gone. */
  readonly signal: AbortSignal;
  /** Whether nobody looks into the data, so that they may come as text. */
  readonly asText?: boolean;
  /** Puts a header on the answer, on wires whose answers have their own. */
  readonly setHeader?: (name: string, value: string) => void;
}

/** Admits and runs operations for every transport, counts them, and turns what is thrown into what a client may be told. */
export interface OperationRunner {
  /** Runs a query or mutation. Never rejects; a result without `data` and `dataText` was not executed, or failed as a whole. */
  run(incoming: IncomingOperation): Promise<OperationResult>;
  /** The same in parts: one for an operation that defers nothing. Never rejects. */
  runInParts(incoming: IncomingOperation): AsyncGenerator<OperationPart, void, undefined>;
  /** Starts any operation on a wire that streams: one `next` for a query or mutation, or one a part where it defers fragments. */
  start(incoming: StreamingOperation, sink: ClientSink): RunningOperation;
}

/** What operations of every wire are run with. */
export interface RunnerParts {
  readonly admission: Admission;
  readonly generations: GenerationSource;
  readonly sealer: CursorSealer;
  readonly sources: SharedSources;
  /** Gets the subscriptions while they run. */
  readonly running: RunningSubscriptions;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: GatewayMetrics;
  readonly responses: ResponseCache;
  /** Has a generation's engine execute a query or mutation. */
  readonly execute: Execute;
  /** Whether all who reach this gateway are the same to it. */
  readonly isForAll: (identity: RequestIdentity) => boolean;
  /** Whether callers may see plans: never where they come through a proxy. */
  readonly mayExplain: boolean;
  /** Longest that a query or mutation may take. */
  readonly deadlineMs: number;
  /** Largest message of a wire that streams. */
  readonly maxAnswerBytes: number;
}

/** Makes the runner that all transports share. */
export function createOperationRunner(parts: RunnerParts): OperationRunner {
  const { admission, generations, sealer, sources, clock, logger, metrics, deadlineMs, maxAnswerBytes } = parts;

  function answerThrown(thrown: unknown, { identity }: Pick<StreamingOperation, 'identity'>): readonly SubgraphError[] {
    const { errors, isFault } = toAnsweredErrors(thrown);
    if (!isFault) return errors;
    const { correlationId, workspace } = identity;
    logger.error({ err: thrown, correlationId, workspace }, 'an operation failed');
    // Not every wire has headers.
    return errors.map((error) => ({ ...error, extensions: { ...error.extensions, correlationId } }));
  }

  function admit(incoming: StreamingOperation, ends: (() => void)[]): Promise<AdmittedOperation> {
    return admission.admit({ ...incoming, generation: generations.current(), onEnd: (task) => ends.push(task) });
  }

  /** The operation as engines take it, under its deadline. */
  function begin(admitted: AdmittedOperation, { signal, explains, asText = false }: IncomingOperation): RunningDeadline {
    const { request, document, definition, variables, identity, stream } = admitted;
    const startedMs = clock.elapsed();
    const deadline = startDeadline(clock, deadlineMs, signal);
    const operation: Operation = {
      source: request.query,
      document,
      definition,
      operationName: definition.name?.value,
      variables,
      identity,
      signal: deadline.signal,
      deadlineMs: startedMs + deadlineMs,
      ...(stream.minPosition === undefined ? {} : { minPosition: stream.minPosition }),
      // What it cost is counted in the data.
      asText: asText && admitted.cost?.report === undefined,
      ...(explains === true && parts.mayExplain ? { trace: createCallTrace(clock) } : {}),
    };
    return {
      operation,
      passed: deadline.passed,
      abandon: deadline.abandon,
      end() {
        deadline.cancel();
        metrics.operationDuration.observe({ type: definition.operation }, (clock.elapsed() - startedMs) / 1_000);
      },
    };
  }

  async function execute(admitted: AdmittedOperation, incoming: IncomingOperation): Promise<OperationResult> {
    const tellsCache = asksForCache(admitted.request);
    const { setHeader } = incoming;
    const { operation, passed, end } = begin(admitted, incoming);
    const { identity } = operation;
    try {
      let report: CacheReport | undefined;
      const answer = parts.responses.answer(operation, admitted.generation, {
        execute: (asked) => parts.execute(asked, admitted.generation),
        report: (how) => (report = how),
      });
      const result = withCost(withCodes(await Promise.race([answer, passed])), admitted);
      if (report !== undefined && setHeader !== undefined) setCacheHeaders(result, report, { setHeader, isForAll: parts.isForAll(identity) });
      const told = operation.trace === undefined ? result : withExplainedCache(result, report);
      return tellsCache ? withCacheReport(told, report) : told;
    } finally {
      end();
    }
  }

  function executeInParts(admitted: AdmittedOperation, incoming: IncomingOperation): AsyncGenerator<OperationPart, void, undefined> {
    return runParts(admitted, begin(admitted, incoming), parts);
  }

  async function* runInParts(incoming: IncomingOperation): AsyncGenerator<OperationPart, void, undefined> {
    const { signal, ...asked } = incoming;
    const ends: (() => void)[] = [];
    let type = 'unknown';
    let code = 'CLIENT_GONE';
    try {
      const admitted = await admit(asked, ends);
      type = admitted.definition.operation;
      if (incoming.explains === true || !mayDefer(admitted)) {
        const result = await execute(admitted, incoming);
        code = toOutcomeCode(result.errors);
        yield { ...result, hasNext: false };
        return;
      }
      const errors: SubgraphError[] = [];
      for await (const part of executeInParts(admitted, incoming)) {
        errors.push(...toPartErrors(part));
        if (!part.hasNext && !signal.aborted) code = toOutcomeCode(errors);
        yield part;
      }
    } catch (error) {
      const errors = signal.aborted ? GONE : answerThrown(error, incoming);
      code = toOutcomeCode(errors);
      yield { errors, hasNext: false };
    } finally {
      for (const end of ends) end();
      metrics.operations.inc({ type, code });
    }
  }

  async function run(incoming: IncomingOperation): Promise<OperationResult> {
    let type = 'unknown';
    let result: OperationResult;
    const ends: (() => void)[] = [];
    try {
      const { signal: _signal, ...asked } = incoming;
      const admitted = await admit(asked, ends);
      type = admitted.definition.operation;
      result = await execute(admitted, incoming);
    } catch (error) {
      result = { errors: incoming.signal.aborted ? GONE : answerThrown(error, incoming) };
    } finally {
      for (const end of ends) end();
    }
    metrics.operations.inc({ type, code: toOutcomeCode(result.errors) });
    return result;
  }

  /** Passes the query through every stage, as if it came alone, before the subscription begins. */
  async function admitSnapshot(operationName: string, incoming: StreamingOperation, ends: (() => void)[]): Promise<AdmittedOperation> {
    const { lastEventId: _resumed, extensions, ...request } = incoming.request;
    return admit({ ...incoming, request: { ...request, operationName, extensions: { ...extensions, stream: undefined } } }, ends);
  }

  async function subscribe(admitted: AdmittedOperation, incoming: StreamingOperation, client: PayloadTaker): Promise<BegunSubscription> {
    // It waits from now on: what it does is done for events.
    admitted.leave?.();
    const taker = tellCosts(client, admitted.cost?.report);
    const { snapshot } = admitted.stream;
    if (snapshot === undefined) return runSubscription({ ...shared, admitted, takeSnapshot: takeNone }, taker);
    const ends: (() => void)[] = [];
    const gone = new AbortController();
    const release = (): void => ends.splice(0).forEach((end) => end());
    try {
      const query = await admitSnapshot(snapshot, incoming, ends);
      const begun = runSubscription(
        {
          ...shared,
          admitted,
          async takeSnapshot(minPosition) {
            const stream = { speaks: false, ...(minPosition === undefined ? {} : { minPosition }) };
            try {
              // What was in force when it was admitted may be closed by now.
              const generation = generations.current();
              const renewed = generation === query.generation ? query : await admission.renew(query, generation);
              return await execute({ ...renewed, stream }, { ...incoming, signal: gone.signal });
            } finally {
              release();
            }
          },
        },
        taker,
      );
      return {
        get standing() {
          return begun.standing;
        },
        stop() {
          gone.abort();
          release();
          begun.stop();
        },
      };
    } catch (error) {
      release();
      throw error;
    }
  }

  const shared = { sealer, sources, generations, renew: admission.renew, clock };
  const startParts: StartParts = {
    admit,
    execute,
    executeInParts,
    subscribe,
    answerThrown,
    metrics,
    running: parts.running,
    mayExplain: parts.mayExplain,
    clock,
    maxAnswerBytes,
  };

  return {
    run,
    runInParts,
    start(incoming, sink) {
      const operation = new StartedOperation(startParts, incoming, sink);
      void operation.begin();
      return operation;
    },
  };
}

// Nobody reads this answer; it is only counted.
const GONE: readonly SubgraphError[] = [{ message: 'the client is gone', extensions: { code: 'CLIENT_GONE' } }];

function takeNone(): never {
  throw new Error('a snapshot is taken that was not asked for');
}

/** The result with what it cost, where the caller asked. */
function withCost(result: OperationResult, { cost }: AdmittedOperation): OperationResult {
  if (cost?.report === undefined) return result;
  return { ...result, extensions: { ...result.extensions, cost: cost.report(result.data) } };
}
