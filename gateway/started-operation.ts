import type { Clock } from '../platform/clock/clock.ts';
import type { SubgraphError } from '../platform/subgraph/endpoint.ts';
import { assertAnswerSize } from './admission/limits/answer-size.ts';
import type { AdmittedOperation } from './admission/stage.ts';
import { RefusedOperation, toAnsweredErrors, toOutcomeCode } from './errors.ts';
import { explainSubscription } from './explain-subscription.ts';
import type { GatewayMetrics } from './metrics.ts';
import type { OperationPart, OperationResult } from './operation.ts';
import type { StreamingOperation } from './operation-runner.ts';
import { createPartWriter, readPartForm } from './part-writer.ts';
import { mayDefer, toPartErrors } from './run-parts.ts';
import type { ClientSink } from './subscriptions/client-sink.ts';
import { StartedSubscription } from './subscriptions/started-subscription.ts';
import type { BegunSubscription } from './subscriptions/subscription-standing.ts';
import type { RunningSubscriptions } from './subscriptions/running-subscriptions.ts';
import { createPayload, toDropped, type Payload, type PayloadTaker } from './subscriptions/payload.ts';

/** What an operation on a wire that streams needs of the runner. */
export interface StartParts {
  admit(incoming: StreamingOperation, ends: (() => void)[]): Promise<AdmittedOperation>;
  execute(admitted: AdmittedOperation, incoming: StreamingOperation & { readonly signal: AbortSignal; readonly asText?: boolean }): Promise<OperationResult>;
  /** The same in parts. Throws what stops the first. */
  executeInParts(admitted: AdmittedOperation, incoming: StreamingOperation & { readonly signal: AbortSignal }): AsyncIterable<OperationPart>;
  subscribe(admitted: AdmittedOperation, incoming: StreamingOperation, taker: PayloadTaker): Promise<BegunSubscription>;
  /** What the caller may be told of something thrown; defects are logged. */
  answerThrown(thrown: unknown, incoming: Pick<StreamingOperation, 'identity'>): readonly SubgraphError[];
  readonly metrics: GatewayMetrics;
  readonly running: RunningSubscriptions;
  /** Whether callers may see plans. */
  readonly mayExplain: boolean;
  readonly clock: Clock;
  /** Largest message. */
  readonly maxAnswerBytes: number;
}

/** An operation that a wire has started. */
export interface RunningOperation {
  /** False until it is known, and for what has one answer. */
  readonly isSubscription: boolean;
  /** Ends it: its sink is told nothing more. */
  stop(): void;
}

/** One operation on a wire that streams, from its admission to its end. There may be very many: it holds no more than it must. */
export class StartedOperation implements PayloadTaker, RunningOperation {
  readonly #parts: StartParts;
  readonly #sink: ClientSink;
  /** Until it has been admitted: what it asked is not kept. */
  #incoming: StreamingOperation | undefined;
  readonly #identity: StreamingOperation['identity'];
  #ends: (() => void)[] = [];
  #type = 'unknown';
  #release: { stop(): void } | undefined;
  /** While it is a subscription that runs. */
  #listed: StartedSubscription | undefined;
  #isOver = false;
  /** How many frames it has handed on, and how many were let go. */
  frames = 0;
  dropped = 0;

  constructor(parts: StartParts, incoming: StreamingOperation, sink: ClientSink) {
    this.#parts = parts;
    this.#incoming = incoming;
    this.#identity = incoming.identity;
    this.#sink = sink;
  }

  get isSubscription(): boolean {
    return this.#type === 'subscription';
  }

  /** Admits and runs it. Never rejects. */
  async begin(): Promise<void> {
    try {
      const incoming = this.#incoming;
      if (incoming === undefined) throw new Error('an operation begins once');
      this.#incoming = undefined;
      const admitted = await this.#parts.admit(incoming, this.#ends);
      this.#type = admitted.definition.operation;
      if (this.#isOver) this.#finish('CLIENT_GONE');
      else if (this.#type === 'subscription') await this.#subscribe(admitted, incoming);
      else await this.#execute(admitted, incoming);
    } catch (error) {
      this.end(error as Error);
    }
  }

  /** The client has completed it, or is gone: nothing reaches the sink any more. */
  stop(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#release?.stop();
    // An operation that is being admitted ends there.
    if (this.#type !== 'unknown') this.#finish(this.#type === 'subscription' ? 'OK' : 'CLIENT_GONE');
  }

  take(payload: Payload): Promise<void> | undefined {
    if (this.#isOver) return undefined;
    this.#parts.metrics.frames.inc();
    this.frames += 1;
    this.dropped += toDropped(payload);
    assertAnswerSize(payload.bytes.length, this.#parts.maxAnswerBytes);
    return this.#sink.next(payload);
  }

  end(error: Error | undefined): void {
    if (this.#isOver) {
      if (this.#type === 'unknown') this.#finish('CLIENT_GONE');
      return;
    }
    this.#isOver = true;
    const errors = error === undefined ? undefined : this.#parts.answerThrown(error, { identity: this.#identity });
    this.#finish(toOutcomeCode(errors));
    if (errors === undefined) this.#sink.complete();
    else this.#sink.error(errors);
  }

  /** Ends it for a reason that its client is told. */
  endWith(error: Error): void {
    if (this.#isOver) return;
    this.#release?.stop();
    this.end(error);
  }

  async #subscribe(admitted: AdmittedOperation, incoming: StreamingOperation): Promise<void> {
    const { metrics, running, clock } = this.#parts;
    metrics.subscriptions.inc();
    const listed = new StartedSubscription(this, { admitted, startedAt: clock.now() });
    this.#listed = listed;
    const explains = incoming.explains === true && this.#parts.mayExplain;
    const begun = await this.#parts.subscribe(admitted, incoming, explains ? await explainSubscription(this, admitted) : this);
    if (this.#isOver) {
      begun.stop();
      return;
    }
    listed.begin(begun);
    running.add(listed);
    this.#release = begun;
  }

  async #execute(admitted: AdmittedOperation, incoming: StreamingOperation): Promise<void> {
    const gone = new AbortController();
    this.#release = { stop: () => gone.abort() };
    if (incoming.explains !== true && mayDefer(admitted)) return this.#executeInParts(admitted, { ...incoming, signal: gone.signal });
    const result = await this.#parts.execute(admitted, { ...incoming, signal: gone.signal, asText: true });
    if (this.#isOver) return;
    this.#isOver = true;
    this.#finish(toOutcomeCode(result.errors));
    if (result.data === undefined && result.dataText === undefined && result.errors !== undefined) this.#sink.error(result.errors);
    else this.#answer(createPayload(result));
  }

  async #executeInParts(admitted: AdmittedOperation, incoming: StreamingOperation & { readonly signal: AbortSignal }): Promise<void> {
    const errors: SubgraphError[] = [];
    const writer = createPartWriter(incoming.partForm ?? readPartForm(incoming.request.extensions) ?? '20220824');
    let isFirst = true;
    for await (const part of this.#parts.executeInParts(admitted, incoming)) {
      if (this.#isOver) return;
      errors.push(...toPartErrors(part));
      if (isFirst && part.data === undefined && part.dataText === undefined && part.errors !== undefined) throw new RefusedOperation(part.errors);
      const bytes = Buffer.from(writer.write(part));
      isFirst = false;
      assertAnswerSize(bytes.length, this.#parts.maxAnswerBytes);
      await this.#sink.next({ result: part, bytes, framed: { key: '', bytes: undefined } });
    }
    if (this.#isOver) return;
    this.#isOver = true;
    this.#finish(toOutcomeCode(errors));
    this.#sink.complete();
  }

  #answer(payload: Payload): void {
    try {
      assertAnswerSize(payload.bytes.length, this.#parts.maxAnswerBytes);
    } catch (error) {
      this.#sink.error(toAnsweredErrors(error).errors);
      return;
    }
    void this.#sink.next(payload);
    this.#sink.complete();
  }

  #finish(code: string): void {
    const ends = this.#ends;
    this.#ends = [];
    for (const end of ends) end();
    if (this.#listed !== undefined) this.#parts.running.delete(this.#listed);
    if (this.#type === 'subscription') this.#parts.metrics.subscriptions.dec();
    this.#parts.metrics.operations.inc({ type: this.#type, code });
  }
}
