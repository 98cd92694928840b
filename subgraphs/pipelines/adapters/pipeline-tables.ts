import type { ColumnType } from 'kysely';
import type { Migration } from '../../../platform/records/records.ts';

/** The tables of this subgraph; every one has `workspace`, which the records port adds. Times are milliseconds. */
export interface PipelineTables {
  pipeline: PipelineRow;
  pipeline_run: RunRow & { /** For reads across workspaces alone. */ workspace: ColumnType<string, never, never> };
  rejected_record: RejectedRow;
  stored_row: StoredRowRow;
  processor: ProcessorRow;
}

/** A pipeline. */
export interface PipelineRow {
  id: string;
  name: string;
  /** JSON of the PipelineDefinition. */
  definition: string;
  /** 0 or 1. */
  paused: number;
  /** The kind of the sink. */
  sink: string;
  /** The service that the source is attributed to. */
  service_id: string | null;
  created_at: number;
  updated_at: number;
}

/** A run; of one pipeline at most one is unfinished. */
export interface RunRow {
  id: string;
  pipeline_id: string;
  state: string;
  count_in: number;
  count_out: number;
  count_filtered: number;
  count_rejected: number;
  batches: number;
  /** JSON. */
  checkpoint: string;
  error_code: string | null;
  error_message: string | null;
  started_at: number;
  finished_at: number | null;
  last_record_at: number | null;
  correlation_id: string;
}

/** A record that a run refused. */
export interface RejectedRow {
  run_id: string;
  place: number;
  /** JSON. */
  record: string;
  step: number | null;
  field: string | null;
  rule: string;
  reason: string;
}

/** A record that the records sink keeps. */
export interface StoredRowRow {
  collection: string;
  row_key: string;
  /** JSON. */
  data: string;
  pipeline_id: string;
  run_id: string;
  written_at: number;
}

/** A named processor. */
export interface ProcessorRow {
  name: string;
  kind: string;
  expression: string;
  updated_at: number;
}

/** The history of these tables. */
export const PIPELINE_MIGRATIONS: readonly Migration[] = [
  {
    name: '0001-pipelines',
    statements: [
      `CREATE TABLE pipeline (workspace TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, definition TEXT NOT NULL, paused INTEGER NOT NULL,
        sink TEXT NOT NULL, service_id TEXT, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (workspace, id))`,
      'CREATE INDEX pipeline_by_name ON pipeline (workspace, name, id)',
      'CREATE INDEX pipeline_by_service ON pipeline (workspace, service_id) WHERE service_id IS NOT NULL',
      `CREATE TABLE pipeline_run (workspace TEXT NOT NULL, id TEXT NOT NULL, pipeline_id TEXT NOT NULL, state TEXT NOT NULL,
        count_in BIGINT NOT NULL, count_out BIGINT NOT NULL, count_filtered BIGINT NOT NULL, count_rejected BIGINT NOT NULL, batches BIGINT NOT NULL,
        checkpoint TEXT NOT NULL, error_code TEXT, error_message TEXT, started_at BIGINT NOT NULL, finished_at BIGINT, last_record_at BIGINT,
        correlation_id TEXT NOT NULL, PRIMARY KEY (workspace, id))`,
      'CREATE INDEX pipeline_run_by_pipeline ON pipeline_run (workspace, pipeline_id, started_at, id)',
      // The rule that a pipeline has one unfinished run is the store's to keep, whoever starts one.
      `CREATE UNIQUE INDEX pipeline_run_unfinished ON pipeline_run (workspace, pipeline_id) WHERE state IN ('RUNNING', 'PAUSED')`,
      `CREATE INDEX pipeline_run_running ON pipeline_run (state) WHERE state = 'RUNNING'`,
      `CREATE TABLE rejected_record (workspace TEXT NOT NULL, run_id TEXT NOT NULL, place BIGINT NOT NULL, record TEXT NOT NULL, step INTEGER,
        field TEXT, rule TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (workspace, run_id, place))`,
      `CREATE TABLE stored_row (workspace TEXT NOT NULL, collection TEXT NOT NULL, row_key TEXT NOT NULL, data TEXT NOT NULL, pipeline_id TEXT NOT NULL,
        run_id TEXT NOT NULL, written_at BIGINT NOT NULL, PRIMARY KEY (workspace, collection, row_key))`,
      `CREATE TABLE processor (workspace TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, expression TEXT NOT NULL, updated_at BIGINT NOT NULL,
        PRIMARY KEY (workspace, name))`,
    ],
  },
];
