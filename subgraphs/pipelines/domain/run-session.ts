import type { Clock } from '../../../platform/clock/clock.ts';
import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { EventLog } from '../../../platform/event-log/event-log.ts';
import type { JsonValue } from '../../../platform/json/json-value.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import type { LeaseToken } from '../../../platform/records/records.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { Pipeline } from './pipeline.ts';
import type { PipelineStore, RunAdvance } from './pipeline-store.ts';
import { toRunEvent, type RunEventKind } from './run-events.ts';
import { addCounts, type Run, type RunError } from './run.ts';
import type { SourceItem, Sources } from './source-cursor.ts';
import { takeBatch, type BatchPorts, type TakenBatch } from './take-batch.ts';

/** What carrying a run on needs. */
export interface RunPorts extends BatchPorts {
  readonly store: PipelineStore;
  readonly sources: Sources;
  readonly log: EventLog;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** One holder's work on one run, from taking the lease to giving it back. */
export interface RunSetup {
  readonly scope: Scope;
  readonly pipeline: Pipeline;
  readonly run: Run;
  readonly correlationId: string | undefined;
  readonly fence: LeaseToken;
  readonly signal: AbortSignal;
  readonly ports: RunPorts;
}

/** The run as this holder has brought it; each commit is guarded by the number of batches and by the lease. */
export interface RunSession {
  readonly run: Run;
  /** Takes and commits a batch; false when the run is no longer this holder's to go on with. Retries a sink that is away. */
  take(items: readonly SourceItem[], options: { checkpoint: JsonValue; done: boolean }): Promise<boolean>;
  /** Commits a new checkpoint without records. */
  moveTo(checkpoint: JsonValue): Promise<boolean>;
  /** Tells of progress that has not been told of yet. */
  report(): Promise<boolean>;
  /** Ends the run for good at what was committed. */
  end(state: 'FAILED' | 'INTERRUPTED', error: RunError): Promise<void>;
  /** Notes a fault that the run lives on with. */
  note(error: RunError, checkpoint: JsonValue): Promise<boolean>;
}

const REPORT_EVERY_MS = 500;
const RETRY_AFTER_MS = [200, 1_000, 5_000] as const;

/** Begins where the run stands. Nothing is committed before the first batch. */
export function openRunSession(setup: RunSetup): RunSession {
  const { scope, pipeline, correlationId, fence, signal, ports } = setup;
  const { store, clock, logger } = ports;
  let { run } = setup;
  let reportedAtMs = Number.NEGATIVE_INFINITY;
  let unreported = false;

  async function advance(to: RunAdvance, options: { taken?: TakenBatch; tell?: RunEventKind | undefined }): Promise<boolean> {
    const { taken, tell } = options;
    const atMs = clock.now();
    const batches = run.batches + 1;
    const story =
      tell === undefined
        ? []
        : [
            toRunEvent(
              { kind: tell, runId: run.id, pipelineId: pipeline.id, counts: to.counts },
              { key: batches, atMs, ...(correlationId === undefined ? {} : { correlationId }), ...(to.error === undefined ? {} : { error: to.error }) },
            ),
          ];
    const committed = await store.commit(scope, {
      commandId: `${run.id}/batch/${batches}`,
      changes: [{ kind: 'advance-run', id: run.id, fromBatch: run.batches, to }, ...(taken?.changes ?? [])],
      events: [...(taken?.events ?? []), ...story],
      fence,
      isRemembered: false,
    });
    if (!committed) return false;
    run = { ...run, ...to, batches };
    if (tell === undefined) unreported = taken !== undefined || unreported;
    else {
      unreported = false;
      reportedAtMs = clock.elapsed();
    }
    return true;
  }

  function current(): RunAdvance {
    const { counts, checkpoint, error, lastRecordAtMs } = run;
    return { state: 'RUNNING', counts, checkpoint, ...(error === undefined ? {} : { error }), ...(lastRecordAtMs === undefined ? {} : { lastRecordAtMs }) };
  }

  async function takeWithRetries(items: readonly SourceItem[]): Promise<TakenBatch> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await takeBatch(scope, items, { pipeline, run, atMs: clock.now(), ports });
      } catch (error) {
        const endless = pipeline.source.kind === 'event';
        const delayMs = RETRY_AFTER_MS[endless ? Math.min(attempt, RETRY_AFTER_MS.length - 1) : attempt];
        const away = error instanceof CodedError && (error.code === 'STORE_UNAVAILABLE' || endless);
        if (!away || delayMs === undefined) throw error;
        logger.warn({ err: error, pipelineId: pipeline.id, runId: run.id, delayMs }, 'a batch is tried again');
        await clock.sleep(delayMs, signal);
      }
    }
  }

  return {
    get run() {
      return run;
    },
    async take(items, { checkpoint, done }) {
      const taken = await takeWithRetries(items);
      const atMs = clock.now();
      const to: RunAdvance = {
        ...current(),
        counts: addCounts(run.counts, taken.counts),
        checkpoint,
        ...(items.length === 0 ? {} : { lastRecordAtMs: atMs }),
        ...(done ? { state: 'COMPLETED', finishedAtMs: atMs } : {}),
      };
      const due = clock.elapsed() - reportedAtMs >= REPORT_EVERY_MS;
      return advance(to, { taken, tell: done ? 'COMPLETED' : due ? 'PROGRESSED' : undefined });
    },
    moveTo: (checkpoint) => advance({ ...current(), checkpoint }, {}),
    report: async () => (unreported ? advance(current(), { tell: 'PROGRESSED' }) : true),
    async end(state, error) {
      await advance({ ...current(), state, error, finishedAtMs: clock.now() }, { tell: state });
    },
    note: (error, checkpoint) => advance({ ...current(), error, checkpoint }, {}),
  };
}
