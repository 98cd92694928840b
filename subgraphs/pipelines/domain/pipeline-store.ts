import type { EventDraft } from '../../../platform/event-log/event-log.ts';
import type { JsonObject, JsonValue } from '../../../platform/json/json-value.ts';
import type { CommandOutcome } from '../../../platform/records/commands.ts';
import type { LeaseToken } from '../../../platform/records/records.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { Pipeline, Processor } from './pipeline.ts';
import type { Counts, RejectedRecord, Run, RunError, RunState } from './run.ts';

/** A change to what is stored; a unit of work holds several. Those with an expectation are conflicts when it fails. */
export type StoreChange =
  | { readonly kind: 'define'; readonly pipeline: Pipeline }
  /** Expects that the pipeline is there and was not in this state. Its unfinished run follows. */
  | { readonly kind: 'set-paused'; readonly id: string; readonly paused: boolean; readonly atMs: number }
  /** Expects that the pipeline is there. Its runs and rejected records go with it. */
  | { readonly kind: 'delete'; readonly id: string }
  /** Expects that the pipeline is there, is not paused and has no unfinished run. */
  | { readonly kind: 'start-run'; readonly run: Run; readonly correlationId: string }
  /** Expects that the run is RUNNING and has had `fromBatch` batches. */
  | { readonly kind: 'advance-run'; readonly id: string; readonly fromBatch: number; readonly to: RunAdvance }
  | { readonly kind: 'keep-rejected'; readonly runId: string; readonly rejected: readonly RejectedRecord[] }
  | { readonly kind: 'write-rows'; readonly rows: readonly StoredRow[] }
  | { readonly kind: 'put-processor'; readonly processor: Processor };

/** What a committed batch makes of a run. */
export interface RunAdvance {
  readonly state: RunState;
  readonly counts: Counts;
  readonly checkpoint: JsonValue;
  readonly error?: RunError;
  readonly finishedAtMs?: number;
  readonly lastRecordAtMs?: number;
}

/** Changes that are committed together, with the events that tell of them. */
export interface StoreUnit {
  readonly commandId: string;
  readonly changes: readonly StoreChange[];
  readonly events: readonly EventDraft[];
  readonly fence?: LeaseToken;
  /** False for background work, whose guards keep it from being done twice: its id is then no caller's to take, and leaves no row. */
  readonly isRemembered?: boolean;
}

/** A row of the records sink. */
export interface StoredRow {
  readonly collection: string;
  readonly key: string;
  readonly data: JsonObject;
  readonly pipelineId: string;
  readonly runId: string;
  readonly writtenAtMs: number;
}

/** Sums over the runs of a pipeline. */
export interface PipelineStats {
  readonly runs: number;
  readonly completed: number;
  readonly failed: number;
  readonly interrupted: number;
  readonly counts: Counts;
  /** Mean over the finished runs; absent when there is none. */
  readonly averageDurationMs?: number;
  readonly lastRecordAtMs?: number;
}

/** A part of a list. */
export interface Slice {
  readonly limit: number;
  /** Go on after this row. */
  readonly after?: readonly (string | number)[];
}

/** A run that ought to be going on somewhere. */
export interface RunningRun {
  readonly workspace: string;
  readonly runId: string;
  readonly pipelineId: string;
}

/** What the pipelines subgraph keeps. Reads see the scope's workspace alone. */
export interface PipelineStore {
  pipelines(scope: Scope, ids: readonly string[]): Promise<readonly Pipeline[]>;
  /** By name, then id. */
  listPipelines(scope: Scope, slice: Slice): Promise<readonly Pipeline[]>;
  /** Those that publish events. */
  drivingPipelines(scope: Scope): Promise<readonly Pipeline[]>;
  /** Those attributed to a service, as pairs. */
  readersOf(scope: Scope, serviceIds: readonly string[]): Promise<readonly { readonly serviceId: string; readonly pipeline: Pipeline }[]>;
  runs(scope: Scope, ids: readonly string[]): Promise<readonly Run[]>;
  /** Newest first. */
  listRuns(scope: Scope, pipelineId: string, slice: Slice): Promise<readonly Run[]>;
  /** The newest run of each pipeline that has one. */
  lastRuns(scope: Scope, pipelineIds: readonly string[]): Promise<readonly Run[]>;
  stats(scope: Scope, pipelineIds: readonly string[]): Promise<ReadonlyMap<string, PipelineStats>>;
  listRejected(scope: Scope, runId: string, slice: Slice): Promise<readonly RejectedRecord[]>;
  listRows(scope: Scope, collection: string, slice: Slice): Promise<readonly StoredRow[]>;
  processors(scope: Scope): Promise<readonly Processor[]>;
  /** The correlation id of the request that started a run. */
  correlationOf(scope: Scope, runId: string): Promise<string | undefined>;
  /** Runs in state RUNNING of all workspaces. For background work only. */
  runningRuns(): Promise<readonly RunningRun[]>;
  /** Commits on behalf of a caller and waits, for a bounded time, until the log holds the events. */
  command(scope: Scope, unit: StoreUnit): Promise<CommandOutcome>;
  /** Commits in the background; false on a conflict: the run was paused, ended or taken over. */
  commit(scope: Scope, unit: StoreUnit): Promise<boolean>;
}
